import type { ChannelId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { KeptRecording, RecordingId, RecordingProblem } from '../recording/recording-parts.ts'
import { signedOut } from './session-slice.ts'

/** `recorded`: it is whole, and the person may listen, cut, send or throw it away. */
export type RecordingPhase = 'idle' | 'opening' | 'recording' | 'paused' | 'finishing' | 'recorded'

export type RecordingState = {
  phase: RecordingPhase
  id: RecordingId | null
  channelId: ChannelId | null
  durationMs: number
  longestMs: number
  /** Loudest magnitude in each of the last tenths of a second, 0–1, the newest last. */
  recentPeaks: number[]
  /** Ended by itself at the longest that the channel allows. */
  isTooLong: boolean
  problem: RecordingProblem | null
  /** What lies on this device unsent, the one being made left out; null until it was looked for. */
  kept: KeptEntry[] | null
}

/** A recording as the state holds it: plain values only. */
export type KeptEntry = Omit<KeptRecording, 'facts'> & {
  facts: (Omit<NonNullable<KeptRecording['facts']>, 'peaks'> & { peaks: number[] }) | null
}

/** As many as the widest recorder shows. */
const shownPeaks = 120

const idle: Omit<RecordingState, 'kept' | 'problem'> = {
  phase: 'idle',
  id: null,
  channelId: null,
  durationMs: 0,
  longestMs: 0,
  recentPeaks: [],
  isTooLong: false,
}

const noRecording: RecordingState = { ...idle, problem: null, kept: null }

const slice = createSlice({
  name: 'recording',
  initialState: noRecording,
  reducers: {
    recordingOpened: (
      state,
      { payload }: PayloadAction<Pick<RecordingState, 'channelId' | 'longestMs'> & { id: RecordingId }>,
    ) => ({ ...state, ...idle, ...payload, phase: 'opening' as const, problem: null }),
    recordingPhaseChanged(state, { payload }: PayloadAction<RecordingPhase>) {
      state.phase = payload
    },
    recordingProgressed(state, { payload }: PayloadAction<{ durationMs: number; peak: number }>) {
      state.durationMs = payload.durationMs
      state.recentPeaks = [...state.recentPeaks, payload.peak].slice(-shownPeaks)
    },
    recordingTooLong(state) {
      state.isTooLong = true
    },
    recordingTroubled(state, { payload }: PayloadAction<RecordingProblem>) {
      state.problem = payload
    },
    recordingProblemDismissed(state) {
      state.problem = null
    },
    /** Nothing is being recorded; what is kept stays. */
    recordingLeft: (state) => ({ ...state, ...idle }),
    keptListed(state, { payload }: PayloadAction<KeptEntry[]>) {
      state.kept = payload
    },
    /** Adds a recording at the end, or replaces it in place. */
    keptPut(state, { payload }: PayloadAction<KeptEntry>) {
      const kept = (state.kept ??= [])
      const index = kept.findIndex(({ id }) => id === payload.id)
      if (index === -1) kept.push(payload)
      else kept[index] = payload
    },
    keptRemoved(state, { payload }: PayloadAction<RecordingId>) {
      state.kept = state.kept?.filter(({ id }) => id !== payload) ?? null
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => noRecording),
})

export const {
  recordingOpened,
  recordingPhaseChanged,
  recordingProgressed,
  recordingTooLong,
  recordingTroubled,
  recordingProblemDismissed,
  recordingLeft,
  keptListed,
  keptPut,
  keptRemoved,
} = slice.actions
export const recordingReducer = slice.reducer
