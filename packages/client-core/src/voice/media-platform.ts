import type { EpochKeys } from '@chaos/crypto/sframe'
import type { IceServer } from '@chaos/protocol'
import type { MicrophoneState } from './call-state.ts'

/**
 * The media of one stay: frames are sealed and opened apart from the page, by one set of keys across all links, since
 * its counters must never start again for a key.
 */
export interface MediaSession {
  install(keys: EpochKeys): void
  /** Drops all keys: another group begins. */
  reset(): void
  openLink(options: LinkOptions): MediaLink
  close(): void
}

export type MediaSessionEvents = {
  /** Whose key opens what arrives in a slot; the truth about who is heard there. */
  onSource(slot: number, leafIndex: number): void
  /** Frames arrive in a slot and none has opened for a while, or they open again. */
  onUndecryptable(slot: number, undecryptable: boolean): void
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

export type LinkOptions = { iceServers: readonly IceServer[]; events: LinkEvents }

/** The media way to the server for one offer. */
export interface MediaLink {
  /** The answer to the server's only offer. Rejects when the offer cannot be used. */
  answer(offer: string): Promise<string>
  /** Where the server can be reached, once it is ready. Candidates that do not fit are passed over. */
  addCandidates(candidates: readonly string[]): Promise<void>
  readonly connected: boolean
  /** Loudness of what plays in a slot, 0–1. */
  level(slot: number): number
  /** 0–2; 1 is as sent. */
  setVolume(slot: number, volume: number): void
  setDeafened(deafened: boolean): void
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
  /** Whether encrypted calls are possible here. */
  readonly support: 'ok' | 'no_frame_encryption' | 'insecure_page'
  readonly microphone: Microphone
  openSession(events: MediaSessionEvents): MediaSession
}
