import type { ChannelEncryption, ChannelId, CommunityId, ParticipantId, UserId } from '@chaos/protocol'

/** A room to go into, as the person sees it. */
export type Place = {
  /** null: a conversation, which is in no community. */
  communityId: CommunityId | null
  channelId: ChannelId
  /** As shown to the person; `e2ee` unless it says otherwise. A server that wants it otherwise is not joined. */
  encryption?: ChannelEncryption
  /** The microphone stays closed until the person has the word. */
  listensFirst?: boolean
}

/** What a screen can ask of voice. Everything that happens shows in the `call` and `devices` slices. */
export interface VoiceCommands {
  /** A call may begin soon: starts what takes a moment. Idempotent. */
  prepare(): void
  /** Leaves the present call, if any, and enters this one. Never rejects: problems are in the state. */
  join(place: Place): Promise<void>
  leave(): Promise<void>
  setMuted(muted: boolean): void
  /** Deafening mutes too; hearing again restores the microphone as it was. */
  setDeafened(deafened: boolean): void
  setVolume(userId: UserId, volume: number): void
  /** Whom the person wants to hear at all is otherwise than before. */
  audienceChanged(): void
  /** Asks the server to mute somebody for all, or to lift that. */
  muteOther(participantId: ParticipantId, muted: boolean): void
  /** Asks the server to take somebody's hearing for all, or to give it back. */
  deafenOther(participantId: ParticipantId, deafened: boolean): void
  /** Out of the call. */
  disconnectOther(participantId: ParticipantId): void
  moveOther(participantId: ParticipantId, channelId: ChannelId): void
  /** Whether the others are quieter while oneself speaks. */
  setPriority(on: boolean): void
  /** Asks to speak, or takes an invitation to. */
  raiseHand(): void
  /** Takes a hand or an invitation back, one's own or another's. */
  lowerHand(participantId: ParticipantId): void
  /** Lets somebody speak who asked; invites anybody else. */
  allowToSpeak(participantId: ParticipantId): void
  /** Back to the listeners, oneself or another. */
  backToListeners(participantId: ParticipantId): void
  /** What the call had to say was read. */
  dismissNotices(): void
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
