import type { User } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { ApiFailure, FailureCode } from '../api/failure.ts'

export type SessionState =
  /** Being asked; or `failure` says why there was no answer. */
  | { kind: 'unknown'; failure: ApiFailure | null }
  /** `because`: what the server said of a session that it ended; null when it ran out. */
  | { kind: 'signedOut'; expired: boolean; because: FailureCode | null }
  | { kind: 'signedIn'; user: User }

const slice = createSlice({
  name: 'session',
  initialState: (): SessionState => ({ kind: 'unknown', failure: null }),
  reducers: {
    sessionUnknown: (_, { payload }: PayloadAction<ApiFailure | null>): SessionState => ({
      kind: 'unknown',
      failure: payload,
    }),
    /** The viewer looks different, perhaps by another device's doing. */
    userChanged(state, { payload }: PayloadAction<User>) {
      if (state.kind === 'signedIn' && state.user.id === payload.id) state.user = payload
    },
    signedIn: (_, { payload }: PayloadAction<User>): SessionState => ({ kind: 'signedIn', user: payload }),
    /** `expired`: not by the person's own will, so the sign-in page explains itself. */
    signedOut: (_, { payload }: PayloadAction<{ expired: boolean; because?: FailureCode | null }>): SessionState => ({
      kind: 'signedOut',
      expired: payload.expired,
      because: payload.because ?? null,
    }),
  },
})

export const { sessionUnknown, signedIn, signedOut, userChanged } = slice.actions
export const sessionReducer = slice.reducer
