import type { ChannelId, CommunityId, ParticipantId, UserId } from '@chaos/protocol'

/** What a screen can ask of voice. Everything that happens shows in the `call` and `devices` slices. */
export interface VoiceCommands {
  /** A call may begin soon: starts what takes a moment. Idempotent. */
  prepare(): void
  /**
   * Leaves the present call, if any, and enters this one; a conversation's is in no community. Never rejects: problems
   * are in the state.
   */
  join(place: { communityId: CommunityId | null; channelId: ChannelId }): Promise<void>
  leave(): Promise<void>
  setMuted(muted: boolean): void
  /** Deafening mutes too; hearing again restores the microphone as it was. */
  setDeafened(deafened: boolean): void
  setVolume(userId: UserId, volume: number): void
  /** Whom the person wants to hear at all is otherwise than before. */
  audienceChanged(): void
  /** Asks the server to mute somebody for all, or to lift that. */
  muteOther(participantId: ParticipantId, muted: boolean): void
  /** Asks for the microphone again after it was refused, missing or unplugged. */
  retryMicrophone(): Promise<void>
  /** Loudness of one participant right now, 0–1, oneself included. For animation frames; cheap. */
  level(participantId: ParticipantId): number
}

/** A running microphone test in the settings. */
export interface MicrophoneTest {
  /** Loudness right now, 0–1. */
  level(): number
  /** Hear oneself, through the chosen output, with a short delay. */
  setEcho(on: boolean): void
  close(): void
}

export interface DeviceCommands {
  /** Reads the list of devices again; asks for nothing. */
  refresh(): Promise<void>
  /** null: the system's default. Takes effect in a running call at once. */
  chooseMicrophone(deviceId: string | null): Promise<void>
  chooseSpeaker(deviceId: string | null): Promise<void>
  /** Takes the preferences about the microphone's sound into a running call. */
  applyProcessing(): Promise<void>
  /** Opens the microphone; may ask for permission. */
  openTest(): Promise<
    { kind: 'open'; test: MicrophoneTest } | { kind: 'failed'; reason: 'refused' | 'missing' | 'busy' }
  >
}

export type AudioDevice = { id: string; label: string }

export type DevicesState = {
  microphones: AudioDevice[]
  speakers: AudioDevice[]
  microphoneId: string | null
  speakerId: string | null
  /** The browser can route to a chosen speaker. */
  canChooseSpeaker: boolean
}
