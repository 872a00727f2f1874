import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { LeafStanding } from '../voice/leaf-standing.ts'

/** Who somebody is to this device. */
export type Trust = {
  /** The pinned identity; null while they were not met, or have none. */
  identityKey: string | null
  /** The safety number was compared. */
  verified: boolean
  /** Another identity, which waits to be looked at. */
  changedTo: string | null
  /** The server shows less, or other things, than before. */
  contradicted: boolean
}

/** By user id; of those who were looked at since signing in. */
export type TrustState = { [userId: string]: Trust }

/** What a name is marked with. `unconfirmed`: in a call, by a device that does not show that it is theirs. */
export type TrustMark = 'verified' | 'changed' | 'unconfirmed' | null

/** A log that contradicts itself is as little to be trusted as another identity. */
export const isPaused = (trust: Trust | undefined): boolean =>
  trust !== undefined && (trust.changedTo !== null || trust.contradicted)

export function trustMark(trust: Trust | undefined): TrustMark {
  if (isPaused(trust)) return 'changed'
  return trust?.verified === true ? 'verified' : null
}

/** In a call, a compared number says something of whom one hears only where a device of that account holds the leaf. */
export function callMark(trust: Trust | undefined, leaf: LeafStanding): TrustMark {
  if (isPaused(trust)) return 'changed'
  if (leaf === 'unvouched') return trust?.identityKey ? 'unconfirmed' : null
  return leaf === 'vouched' ? trustMark(trust) : null
}

const initial: TrustState = {}

const slice = createSlice({
  name: 'trust',
  initialState: initial,
  reducers: {
    trustKnown(state, { payload }: PayloadAction<{ userId: string; trust: Trust }>) {
      state[payload.userId] = payload.trust
    },
    trustForgotten: () => initial,
  },
})

export const { trustKnown, trustForgotten } = slice.actions
export const trustReducer = slice.reducer
