import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { FailureCode } from '../api/failure.ts'
import type { RecordingId } from '../recording/recording-parts.ts'
import { signedOut } from './session-slice.ts'

export type Sending = {
  /** `waiting`: for the network, or for its turn. */
  phase: 'waiting' | 'sending' | 'refused'
  sentBytes: number
  code: FailureCode | null
}

/** Recordings on their way, by id; they are in `recording.kept` until they have arrived. */
export type OutboxState = Record<RecordingId, Sending>

const slice = createSlice({
  name: 'outbox',
  initialState: (): OutboxState => ({}),
  reducers: {
    sendingChanged(state, { payload: { id, change } }: PayloadAction<{ id: RecordingId; change: Partial<Sending> }>) {
      state[id] = { ...(state[id] ?? { phase: 'waiting', sentBytes: 0, code: null }), ...change }
    },
    sendingEnded(state, { payload }: PayloadAction<RecordingId>) {
      delete state[payload]
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => ({})),
})

export const { sendingChanged, sendingEnded } = slice.actions
export const outboxReducer = slice.reducer
