import type { ChannelId, Ringing, UserId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import { signedOut } from './session-slice.ts'

export type RingingState = {
  /** Who calls, the first caller first. */
  incoming: Ringing[]
  /** Where the viewer rings; null: nowhere. */
  outgoing: { channelId: ChannelId; declinedBy: UserId[] } | null
}

const nothing: RingingState = { incoming: [], outgoing: null }

const slice = createSlice({
  name: 'ringing',
  initialState: nothing,
  reducers: {
    /** Told of again to devices that come back: one call, one entry. */
    ringStarted(state, { payload }: PayloadAction<Ringing>) {
      const at = state.incoming.findIndex(({ channelId }) => channelId === payload.channelId)
      if (at === -1) state.incoming.push(payload)
      else state.incoming[at] = payload
    },
    ringEnded(state, { payload }: PayloadAction<ChannelId>) {
      state.incoming = state.incoming.filter(({ channelId }) => channelId !== payload)
    },
    /** Its time is over, unless it has begun anew since. */
    ringExpired(state, { payload }: PayloadAction<Pick<Ringing, 'channelId' | 'expiresAt'>>) {
      state.incoming = state.incoming.filter(
        ({ channelId, expiresAt }) => channelId !== payload.channelId || expiresAt !== payload.expiresAt,
      )
    },
    /** Nothing rings that is not said again. */
    ringsForgotten(state) {
      state.incoming = []
    },
    callStarted(state, { payload }: PayloadAction<ChannelId>) {
      state.outgoing = { channelId: payload, declinedBy: [] }
    },
    callDeclined(state, { payload: { channelId, userId } }: PayloadAction<{ channelId: ChannelId; userId: UserId }>) {
      if (state.outgoing?.channelId === channelId) state.outgoing.declinedBy.push(userId)
    },
    callSettled(state) {
      state.outgoing = null
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => nothing),
})

export const { ringStarted, ringEnded, ringExpired, ringsForgotten, callStarted, callDeclined, callSettled } =
  slice.actions
export const ringingReducer = slice.reducer
