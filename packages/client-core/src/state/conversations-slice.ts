import type { Conversation, ConversationPage, Occupant } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { Loadable } from './communities-slice.ts'
import { signedOut } from './session-slice.ts'

/** The latest first. */
export type ConversationsState = { list: Loadable<ConversationPage> }

const nothing: ConversationsState = { list: { status: 'loading' } }

const latestFirst = (a: Conversation, b: Conversation): number =>
  b.activeAt.localeCompare(a.activeAt) || b.id.localeCompare(a.id)

const slice = createSlice({
  name: 'conversations',
  initialState: nothing,
  reducers: {
    conversationListChanged: (_, { payload }: PayloadAction<Loadable<ConversationPage>>) => ({ list: payload }),
    conversationsAppended(state, { payload }: PayloadAction<ConversationPage>) {
      if (state.list.status !== 'ready') return
      const known = new Set(state.list.value.items.map(({ id }) => id))
      state.list.value.items.push(...payload.items.filter(({ id }) => !known.has(id)))
      state.list.value.next = payload.next
    },
    conversationPut(state, { payload }: PayloadAction<Conversation>) {
      if (state.list.status !== 'ready') return
      const others = state.list.value.items.filter(({ id }) => id !== payload.id)
      state.list.value.items = [...others, payload].toSorted(latestFirst)
    },
    conversationRemoved(state, { payload }: PayloadAction<string>) {
      if (state.list.status !== 'ready') return
      state.list.value.items = state.list.value.items.filter(({ id }) => id !== payload)
    },
    conversationCallChanged(state, { payload }: PayloadAction<{ channelId: string; occupants: Occupant[] }>) {
      if (state.list.status !== 'ready') return
      const found = state.list.value.items.find(({ id }) => id === payload.channelId)
      if (found) found.occupants = payload.occupants
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => nothing),
})

export const {
  conversationListChanged,
  conversationsAppended,
  conversationPut,
  conversationRemoved,
  conversationCallChanged,
} = slice.actions
export const conversationsReducer = slice.reducer
