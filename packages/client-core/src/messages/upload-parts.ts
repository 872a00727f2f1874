import type { ChannelId, ErrorCode } from '@chaos/protocol'
import type { RecordedFile } from '../recording/recording-parts.ts'

export type UploadJob = {
  objectId: string
  channelId: ChannelId
  file: RecordedFile
  /** Bytes that have arrived and are kept. */
  onProgress(sentBytes: number): void
}

/** `unreachable`: it may be tried again, and goes on where it stopped. `refused`: trying again would not help. */
export type UploadOutcome = { kind: 'sent' } | { kind: 'unreachable' } | { kind: 'refused'; code: ErrorCode | null }

/** Brings a recording to the server, in steps that can be resumed. Never rejects. */
export type Upload = (job: UploadJob) => Promise<UploadOutcome>
