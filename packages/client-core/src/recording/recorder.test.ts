import { beforeEach, describe, expect, it } from 'vitest'
import { signedIn } from '../state/session-slice.ts'
import { createStore, type Store } from '../state/store.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import type {
  KeptRecording,
  NewRecording,
  OpenedRecording,
  RecordingEvents,
  RecordingPlatform,
} from './recording-parts.ts'

/** A microphone and a disk under the test's hand. */
function handPlatform() {
  const disk = new Map<string, KeptRecording>()
  const opened: { recording: NewRecording; events: RecordingEvents; calls: string[] }[] = []
  let answer: (() => OpenedRecording | null) | null = null
  const platform: RecordingPlatform = {
    async open(recording, events) {
      const refusal = answer?.()
      if (refusal) return refusal
      const { id, userId, channelId, startedAt } = recording
      const calls: string[] = []
      opened.push({ recording, events, calls })
      disk.set(id, { ...{ id, userId, channelId, startedAt }, facts: null, isFinished: false, caption: null })
      const whole = (): KeptRecording => ({
        ...{ id, userId, channelId, startedAt, isFinished: true, caption: null },
        facts: { durationMs: 2000, sizeBytes: 9, peaks: new Uint8Array([1, 2]), silences: [], loudness: -16 },
      })
      return {
        kind: 'open',
        session: {
          pause: () => void calls.push('pause'),
          resume: () => void calls.push('resume'),
          level: () => 0.5,
          async stop() {
            calls.push('stop')
            disk.set(id, whole())
            return whole()
          },
        },
      }
    },
    list: async () => [...disk.values()],
    async trim(id, { fromMs, toMs }) {
      const kept = disk.get(id)
      if (!kept?.facts) throw new Error('not there')
      return { ...kept, facts: { ...kept.facts, durationMs: toMs - fromMs } }
    },
    async queue(id, caption) {
      const kept = disk.get(id)
      if (!kept) throw new Error('not there')
      return { ...kept, caption }
    },
    read: async () => new Blob([]),
    async remove(id) {
      disk.delete(id)
    },
    close() {},
  }
  return { platform, disk, opened, refuse: (refusal: OpenedRecording) => (answer = () => refusal) }
}

const user = { id: 'ada', userName: 'ada', displayName: 'Ada', avatar: null }
const place = { channelId: 'studio', longestMs: 60_000 }

let store: Store
let hand: ReturnType<typeof handPlatform>
let recorder: Recorder
const state = () => store.getState().recording

beforeEach(() => {
  let count = 0
  store = createStore()
  store.dispatch(signedIn(user))
  hand = handPlatform()
  recorder = createRecorder({
    ...{ platform: hand.platform, dispatch: store.dispatch, getState: store.getState, now: () => 5 },
    newId: () => `r${(count += 1)}`,
  })
})

describe('the recorder', () => {
  it('records, pauses, goes on and keeps what was said', async () => {
    await recorder.start(place)
    expect(state()).toMatchObject({ phase: 'recording', id: 'r1', channelId: 'studio' })
    hand.opened[0]?.events.onProgress({ durationMs: 100, peak: 0.4 })
    recorder.pause()
    expect(state().phase).toBe('paused')
    recorder.resume()
    await recorder.finish()
    expect(hand.opened[0]?.calls).toEqual(['pause', 'resume', 'stop'])
    expect(state()).toMatchObject({ phase: 'recorded', recentPeaks: [0.4], durationMs: 100 })
    expect(state().kept).toMatchObject([{ id: 'r1', facts: { durationMs: 2000, peaks: [1, 2] } }])
  })

  it('says why it could not begin, and can begin again', async () => {
    hand.refuse({ kind: 'failed', problem: 'refused' })
    await recorder.start(place)
    expect(state()).toMatchObject({ phase: 'idle', problem: 'refused' })
    recorder.dismissProblem()
    expect(state().problem).toBeNull()
  })

  it('does not begin twice, nor for nobody', async () => {
    await Promise.all([recorder.start(place), recorder.start(place)])
    expect(hand.opened).toHaveLength(1)
  })

  it.each([
    ['disk_full', { problem: 'disk_full', isTooLong: false }],
    ['too_long', { problem: null, isTooLong: true }],
  ] as const)('keeps what there is when it ends by itself: %s', async (reason, expected) => {
    await recorder.start(place)
    hand.opened[0]?.events.onEnded(reason)
    await expect.poll(() => state().phase).toBe('recorded')
    expect(state()).toMatchObject(expected)
    expect(hand.disk.has('r1')).toBe(true)
  })

  it('throws away for good, also while recording', async () => {
    await recorder.start(place)
    await recorder.discard()
    expect(state()).toMatchObject({ phase: 'idle', id: null })
    expect(hand.disk.size).toBe(0)
    expect(hand.opened[0]?.calls).toEqual(['stop'])
  })

  it('lists what is kept, opens it again and cuts it', async () => {
    await recorder.start(place)
    await recorder.leave()
    expect(state()).toMatchObject({ phase: 'idle', id: null })
    await recorder.list()
    recorder.open('r1')
    expect(state()).toMatchObject({ phase: 'recorded', id: 'r1', channelId: 'studio' })
    await recorder.trim('r1', { fromMs: 500, toMs: 1500 })
    expect(state().kept?.[0]?.facts?.durationMs).toBe(1000)
  })

  it('says that a cut failed and leaves everything as it was', async () => {
    await recorder.trim('unknown', { fromMs: 0, toMs: 1 })
    expect(state()).toMatchObject({ problem: 'failed', kept: null })
  })
})
