import type { UserId } from '@chaos/protocol'
import type { KeptRecording, NewRecording, RecordingId, RecordingProblem } from '../recording-parts.ts'

/** What the page can ask of the recording worker, and what it gets. */
export type RecordingTasks = {
  canEncode(input: { sampleRate: number }): Promise<boolean>
  /** Samples come by the port, `null` after the last one. Answers when it is ready to take them. */
  begin(input: Omit<NewRecording, 'deviceId'> & { sampleRate: number; port: MessagePort }): Promise<void>
  /** Answers after the port's `null`. */
  end(input: { id: RecordingId }): Promise<KeptRecording>
  list(input: { userId: UserId }): Promise<KeptRecording[]>
  trim(input: { id: RecordingId; fromMs: number; toMs: number }): Promise<KeptRecording>
  queue(input: { id: RecordingId; caption: string | null }): Promise<KeptRecording>
  read(input: { id: RecordingId }): Promise<Blob>
  remove(input: { id: RecordingId }): Promise<void>
}

export type RecordingNews =
  | { type: 'progress'; id: RecordingId; durationMs: number; peak: number }
  | { type: 'ended'; id: RecordingId; reason: RecordingProblem | 'too_long' }
