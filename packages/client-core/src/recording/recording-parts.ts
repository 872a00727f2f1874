import type { ChannelId, UserId } from '@chaos/protocol'

/** Names a recording from its first sample on; the object that it is sent as gets the same id. */
export type RecordingId = string

/** What is known of a recording once it is whole. */
export type RecordingFacts = {
  durationMs: number
  sizeBytes: number
  /** Equal stretches, the highest magnitude in each, 255 being full scale. */
  peaks: Uint8Array
  /** Pauses as [from, to] in ms, ascending. */
  silences: [number, number][]
  /** Integrated, LUFS; null where nothing was said. */
  loudness: number | null
}

/** A recording on this device that was not sent yet. */
export type KeptRecording = {
  id: RecordingId
  userId: UserId
  channelId: ChannelId
  /** ms since 1970 */
  startedAt: number
  /** null: it is being made, perhaps in another window. */
  facts: RecordingFacts | null
  /** The person ended it; otherwise it was cut short by a crash or a reload, and found again. */
  isFinished: boolean
  /** It is to be sent, with these words; null: the person did not say so yet. */
  caption: string | null
}

export type RecordingProblem =
  | 'refused'
  | 'missing'
  | 'busy'
  | 'unplugged'
  /** The device has no more room. What was recorded until then is kept. */
  | 'disk_full'
  /** The browser cannot encode speech or keep files. */
  | 'unsupported'
  | 'failed'

export type RecordingEvents = {
  /** About ten times a second: length so far, and the highest magnitude since the last time, 0–1. */
  onProgress(progress: { durationMs: number; peak: number }): void
  /** The recording ended by itself. What there is of it is kept. */
  onEnded(reason: RecordingProblem | 'too_long'): void
}

export type NewRecording = Pick<KeptRecording, 'id' | 'userId' | 'channelId' | 'startedAt'> & {
  /** null: the system's default microphone. */
  deviceId: string | null
  longestMs: number
}

/** The one recording that is being made. */
export interface RecordingSession {
  pause(): void
  resume(): void
  /** Loudness right now, 0–1. */
  level(): number
  /** Ends it and answers with what is kept. Idempotent. */
  stop(): Promise<KeptRecording>
}

export type OpenedRecording =
  | { kind: 'open'; session: RecordingSession }
  | { kind: 'failed'; problem: RecordingProblem }

/** The part of `Blob` that is needed here. */
export interface RecordedFile {
  readonly size: number
  slice(from?: number, to?: number): RecordedFile
  arrayBuffer(): Promise<ArrayBuffer>
}

/** What recording needs of a browser or a desktop window. Recordings are on disk from their first second. */
export interface RecordingPlatform {
  open(recording: NewRecording, events: RecordingEvents): Promise<OpenedRecording>
  /** Those of one account, oldest first; what a crash left behind is made whole before. */
  list(userId: UserId): Promise<KeptRecording[]>
  /** Keeps what lies between two moments, cut where a packet begins (20 ms). The rest is gone for good. */
  trim(id: RecordingId, range: { fromMs: number; toMs: number }): Promise<KeptRecording>
  /** Keeps that it is to be sent, so that a reload does not forget it; null: not any more. */
  queue(id: RecordingId, caption: string | null): Promise<KeptRecording>
  /** The bytes, in `recordingFormat`. */
  read(id: RecordingId): Promise<RecordedFile>
  remove(id: RecordingId): Promise<void>
  close(): void
}

/** What every recording is, whatever made it. */
export const recordingFormat = 'audio/webm; codecs=opus'
