import type { ChannelId } from '@chaos/protocol'
import {
  type KeptEntry,
  keptListed,
  keptPut,
  keptRemoved,
  recordingLeft,
  recordingOpened,
  recordingPhaseChanged,
  recordingProblemDismissed,
  recordingProgressed,
  recordingTooLong,
  recordingTroubled,
} from '../state/recording-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import type {
  KeptRecording,
  RecordingEvents,
  RecordingId,
  RecordingPlatform,
  RecordingSession,
} from './recording-parts.ts'

/** What a screen can ask of the recorder. Everything that happens shows in the `recording` slice; nothing rejects. */
export interface Recorder {
  /** Opens the microphone and begins; nothing while something is being recorded. */
  start(place: { channelId: ChannelId; longestMs: number }): Promise<void>
  pause(): void
  resume(): void
  /** Ends it: the recording is kept and can be listened to, cut, sent or thrown away. */
  finish(): Promise<void>
  /** Back to one that is kept, as after `finish`. */
  open(id: RecordingId): void
  /** Throws away the one in hand, or one that is kept. */
  discard(id?: RecordingId): Promise<void>
  /** Puts the one in hand aside; it stays kept. */
  leave(): Promise<void>
  trim(id: RecordingId, range: { fromMs: number; toMs: number }): Promise<void>
  /** Looks what lies on this device; to be called once somebody is signed in. */
  list(): Promise<void>
  dismissProblem(): void
  /** The recording in hand; null: none. */
  currentId(): RecordingId | null
  /** Loudness right now, 0–1. For animation frames; cheap. */
  level(): number
  close(): Promise<void>
}

type Deps = {
  platform: RecordingPlatform
  dispatch: Dispatch
  getState: () => RootState
  now: () => number
  newId: () => RecordingId
}

export const entryOf = ({ facts, ...kept }: KeptRecording): KeptEntry => ({
  ...kept,
  facts: facts && { ...facts, peaks: [...facts.peaks] },
})

/** The client's one recorder. */
export function createRecorder({ platform, dispatch, getState, now, newId }: Deps): Recorder {
  let session: RecordingSession | null = null
  const state = () => getState().recording
  /** Whoever was signed in when it began; the answer to an older question changes nothing. */
  const isCurrent = (id: RecordingId): boolean => state().id === id
  const attempt = async <T>(work: Promise<T>): Promise<T | null> => {
    try {
      return await work
    } catch {
      dispatch(recordingTroubled('failed'))
      return null
    }
  }

  const finish = async (): Promise<void> => {
    const ending = session
    if (!ending) return
    session = null
    dispatch(recordingPhaseChanged('finishing'))
    const kept = await attempt(ending.stop())
    if (kept) dispatch(keptPut(entryOf(kept)))
    dispatch(kept ? recordingPhaseChanged('recorded') : recordingLeft())
  }
  const remove = async (id: RecordingId): Promise<void> => {
    await attempt(platform.remove(id))
    dispatch(keptRemoved(id))
  }
  const eventsOf = (id: RecordingId): RecordingEvents => ({
    onProgress(progress) {
      if (isCurrent(id)) dispatch(recordingProgressed(progress))
    },
    onEnded(reason) {
      if (!isCurrent(id)) return
      dispatch(reason === 'too_long' ? recordingTooLong() : recordingTroubled(reason))
      void finish()
    },
  })

  return {
    async start({ channelId, longestMs }) {
      const { session: viewer, preferences } = getState()
      if (viewer.kind !== 'signedIn' || state().phase !== 'idle') return
      const id = newId()
      dispatch(recordingOpened({ id, channelId, longestMs }))
      const opened = await platform.open(
        {
          ...{ id, channelId, longestMs },
          userId: viewer.user.id,
          startedAt: now(),
          deviceId: preferences.microphoneId,
        },
        eventsOf(id),
      )
      if (opened.kind === 'failed') {
        if (isCurrent(id)) dispatch(recordingLeft())
        return void dispatch(recordingTroubled(opened.problem))
      }
      if (!isCurrent(id)) return void opened.session.stop().then(() => platform.remove(id))
      session = opened.session
      dispatch(recordingPhaseChanged('recording'))
    },
    pause() {
      if (state().phase !== 'recording') return
      session?.pause()
      dispatch(recordingPhaseChanged('paused'))
    },
    resume() {
      if (state().phase !== 'paused') return
      session?.resume()
      dispatch(recordingPhaseChanged('recording'))
    },
    finish,
    open(id) {
      const entry = state().kept?.find((each) => each.id === id)
      if (!entry?.facts || state().phase !== 'idle') return
      dispatch(recordingOpened({ id, channelId: entry.channelId, longestMs: 0 }))
      dispatch(recordingPhaseChanged('recorded'))
    },
    async discard(id = state().id ?? undefined) {
      if (id === undefined) return
      const ending = isCurrent(id) ? session : null
      if (ending) session = null
      if (isCurrent(id)) dispatch(recordingLeft())
      if (ending) await attempt(ending.stop())
      await remove(id)
    },
    async leave() {
      await finish()
      dispatch(recordingLeft())
    },
    async trim(id, range) {
      const kept = await attempt(platform.trim(id, range))
      if (kept) dispatch(keptPut(entryOf(kept)))
    },
    async list() {
      const { session: viewer } = getState()
      if (viewer.kind !== 'signedIn') return
      const all = await attempt(platform.list(viewer.user.id))
      if (all) dispatch(keptListed(all.filter(({ id }) => !isCurrent(id)).map(entryOf)))
    },
    dismissProblem: () => void dispatch(recordingProblemDismissed()),
    currentId: () => state().id,
    level: () => session?.level() ?? 0,
    async close() {
      await session?.stop().catch(() => {})
      session = null
      platform.close()
    },
  }
}
