import type { ChannelEncryption, GroupState, IceServer, ParticipantId } from '@chaos/protocol'
import type { MicrophoneState } from './call-state.ts'
import type { GroupMember, GroupMessage, GroupRefusal } from './group-session.ts'
import type { Vouch } from './own-leaf.ts'

/**
 * The media of one stay. Group and frame encryption run apart from the page, and keys go from one to the other without
 * passing it. One set of keys serves all links, since its counters must never start again for a key.
 */
export interface MediaSession {
  /** Begins a group; the one before is forgotten together with its keys. Never in an open session. */
  openGroup(options: GroupOptions): GroupHandle
  openLink(options: LinkOptions): MediaLink
  close(): void
}

export type MediaSessionEvents = {
  /** Whose key opens what arrives in a slot; the truth about who is heard there. */
  onSource(slot: number, leafIndex: number): void
  /** Frames arrive in a slot and none has opened for a while, or they open again. */
  onUndecryptable(slot: number, undecryptable: boolean): void
  /** Encryption cannot run here: nothing will be heard or sent. */
  onBroken(): void
}

export type GroupOptions = {
  callId: Uint8Array
  /** Our leaf's identity text. */
  identity: string
  vouch: Vouch
  events: GroupEvents
}

export type GroupEvents = {
  send(message: GroupMessage): void
  onEpoch(epoch: number, members: GroupMember[]): void
  /** Comes a while after its epoch, and may come after the next one. */
  onPrivacyCode(epoch: number, code: string): void
}

/** Our side of a call's group, wherever it runs. What the server says is told in the order it came. */
export interface GroupHandle {
  /** Begins, or goes on after a reconnect, from where the server says the group stands. */
  start(group: GroupState): void
  accepted(): void
  refused(reason: GroupRefusal, group: GroupState): void
  committed(epoch: number, commit: string): void
  /** The answer to `group.sync`. */
  state(group: GroupState): void
  /** Whom the server names as being in the call; to be told before what they commit. */
  present(participantIds: readonly ParticipantId[]): void
  close(): void
}

export type LinkReport = {
  /** Share of packets lost from us to the server and from there to us, 0–1; null before anything was sent. */
  uplinkLoss: number | null
  downlinkLoss: number | null
}

export type LinkEvents = {
  onConnected(): void
  /** The way is broken for good; another link has to be opened. */
  onFailed(): void
}

export type LinkOptions = {
  iceServers: readonly IceServer[]
  /** Of our own voice, bit/s; null: what the platform takes for good. */
  bitrate: number | null
  events: LinkEvents
}

/** The media way to the server for one offer. */
export interface MediaLink {
  /** The answer to the server's only offer. Rejects when the offer cannot be used. */
  answer(offer: string): Promise<string>
  readonly connected: boolean
  /** Loudness of what plays in a slot, 0–1. */
  level(slot: number): number
  /** 0–2; 1 is as sent. null while nobody is in the slot: then it is not played. */
  setVolume(slot: number, volume: number | null): void
  setDeafened(deafened: boolean): void
  /** Of our own voice, bit/s. */
  setBitrate(bitrate: number): void
  report(): Promise<LinkReport>
  close(): void
}

/** The one microphone of the client; links take its sound by themselves. */
export interface Microphone {
  readonly state: MicrophoneState
  /** Asks for it if it is not open. Never rejects: what went wrong is the state. */
  open(deviceId: string | null): Promise<void>
  /** Lets go of the device. */
  close(): void
  /** A muted microphone sends silence. */
  setMuted(muted: boolean): void
  /** Loudness right now, 0–1. */
  level(): number
  onChange(listener: (state: MicrophoneState) => void): () => void
}

/** What live voice needs of a browser, a desktop window or a bot. */
export interface MediaPlatform {
  /** Whether calls are possible here; without frame encryption, those in open rooms. */
  readonly support: 'ok' | 'no_frame_encryption' | 'insecure_page'
  readonly microphone: Microphone
  /** A session may be wanted soon. Idempotent. */
  prepare(): void
  /** @param encryption for life: what is sealed at its beginning never leaves in clear */
  openSession(events: MediaSessionEvents, encryption: ChannelEncryption): MediaSession
}
