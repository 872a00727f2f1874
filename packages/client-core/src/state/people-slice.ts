import type { OwnStatus, PersonPresence, Relationship, SeenStatus, UserId } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { ApiFailure } from '../api/failure.ts'
import { signedOut } from './session-slice.ts'

/** How somebody is seen right now. Who is not named is offline. */
export type Seen = { status: SeenStatus; words: string }

export type PeopleState = {
  /** Whether `relationships` has been read whole. */
  loaded: { status: 'loading' | 'ready' } | { status: 'failed'; failure: ApiFailure }
  /** What others are to the viewer: friends, requests both ways, blocked people. */
  relationships: Record<UserId, Relationship>
  /** Those of them who are blocked: neither heard nor seen anywhere. */
  blocked: Record<UserId, true>
  seen: Record<UserId, Seen>
  /** How the viewer chose to appear; null: not read yet. */
  own: OwnStatus | null
}

const nothing: PeopleState = { loaded: { status: 'loading' }, relationships: {}, blocked: {}, seen: {}, own: null }

const put = (state: PeopleState, relationship: Relationship) => {
  const { id } = relationship.user
  state.relationships[id] = relationship
  if (relationship.kind !== 'blocked') delete state.blocked[id]
  else if (!state.blocked[id]) state.blocked[id] = true
}

const see = (state: PeopleState, { userId, status, words }: PersonPresence) => {
  if (status === 'offline') delete state.seen[userId]
  else state.seen[userId] = { status, words }
}

const slice = createSlice({
  name: 'people',
  initialState: nothing,
  reducers: {
    relationshipsLoaded(state, { payload }: PayloadAction<Relationship[]>) {
      state.loaded = { status: 'ready' }
      state.relationships = {}
      const before = state.blocked
      state.blocked = {}
      for (const relationship of payload) put(state, relationship)
      // The same set stays the same object, so that nobody looks again for nothing.
      if (Object.keys(before).toSorted().join() === Object.keys(state.blocked).toSorted().join()) state.blocked = before
    },
    relationshipsFailed(state, { payload }: PayloadAction<ApiFailure>) {
      if (state.loaded.status !== 'ready') state.loaded = { status: 'failed', failure: payload }
    },
    relationshipsLoading(state) {
      if (state.loaded.status !== 'ready') state.loaded = { status: 'loading' }
    },
    relationshipPut: (state, { payload }: PayloadAction<Relationship>) => put(state, payload),
    relationshipEnded(state, { payload }: PayloadAction<UserId>) {
      delete state.relationships[payload]
      delete state.blocked[payload]
    },
    /** Everybody watched who is not offline. */
    peopleSeen(state, { payload }: PayloadAction<PersonPresence[]>) {
      state.seen = {}
      for (const presence of payload) see(state, presence)
    },
    peopleChanged(state, { payload }: PayloadAction<PersonPresence[]>) {
      for (const presence of payload) see(state, presence)
    },
    ownStatusChanged(state, { payload }: PayloadAction<OwnStatus>) {
      state.own = payload
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => nothing),
})

export const {
  relationshipsLoaded,
  relationshipsFailed,
  relationshipsLoading,
  relationshipPut,
  relationshipEnded,
  peopleSeen,
  peopleChanged,
  ownStatusChanged,
} = slice.actions
export const peopleReducer = slice.reducer
