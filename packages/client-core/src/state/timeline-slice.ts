import type { ChannelId, Message, MessageContent } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { ApiFailure } from '../api/failure.ts'
import { signedOut } from './session-slice.ts'

/** A message and what it says; null: it was deleted, or this device cannot read it. */
export type TimelineMessage = { message: Message; content: MessageContent | null }

export type Timeline = {
  status: 'loading' | 'ready' | 'failed'
  /** In the order of their positions, the newest last. */
  items: TimelineMessage[]
  /** Cursor of what lies before; null: nothing. */
  older: string | null
  loadsOlder: boolean
  failure: ApiFailure | null
}

export type TimelinesState = Record<ChannelId, Timeline>

type Page = { channelId: ChannelId; items: TimelineMessage[]; older: string | null }

const empty: Timeline = { status: 'loading', items: [], older: null, loadsOlder: false, failure: null }

/** Both in the order of their positions; of two with the same id the later one counts. */
function merged(known: readonly TimelineMessage[], more: readonly TimelineMessage[]): TimelineMessage[] {
  const byId = new Map([...known, ...more].map((item) => [item.message.id, item]))
  return [...byId.values()].toSorted((a, b) => a.message.position - b.message.position)
}

const slice = createSlice({
  name: 'timelines',
  initialState: (): TimelinesState => ({}),
  reducers: {
    /** What is on screen stays there while it is read again. */
    timelineAsked(state, { payload }: PayloadAction<ChannelId>) {
      const known = state[payload]
      if (!known || known.status === 'failed') state[payload] = empty
    },
    /** The newest page. What was loaded before it is left out: something may be missing between the two. */
    timelineRead(state, { payload: { channelId, items, older } }: PayloadAction<Page>) {
      const known = state[channelId]?.items ?? []
      const first = items[0]?.message.position ?? 0
      const reaches = known.some(({ message }) => message.position >= first)
      state[channelId] = reaches
        ? { ...empty, status: 'ready', items: merged(known, items), older: state[channelId]?.older ?? older }
        : { ...empty, status: 'ready', items, older }
    },
    olderAsked(state, { payload }: PayloadAction<ChannelId>) {
      const timeline = state[payload]
      if (timeline) timeline.loadsOlder = true
    },
    olderRead(state, { payload: { channelId, items, older } }: PayloadAction<Page>) {
      const timeline = state[channelId]
      if (timeline) Object.assign(timeline, { items: merged(items, timeline.items), older, loadsOlder: false })
    },
    timelineFailed(state, { payload }: PayloadAction<{ channelId: ChannelId; failure: ApiFailure }>) {
      const timeline = state[payload.channelId]
      if (!timeline) return
      timeline.loadsOlder = false
      timeline.failure = payload.failure
      if (timeline.status === 'loading') timeline.status = 'failed'
    },
    /** A new message, or a known one as it is now. */
    messagePut(state, { payload }: PayloadAction<TimelineMessage>) {
      const timeline = state[payload.message.channelId]
      if (timeline) timeline.items = merged(timeline.items, [payload])
    },
    messageGone(state, { payload }: PayloadAction<{ channelId: ChannelId; messageId: string; leavesPlace: boolean }>) {
      const timeline = state[payload.channelId]
      const item = timeline?.items.find(({ message }) => message.id === payload.messageId)
      if (!timeline || !item) return
      if (!payload.leavesPlace) timeline.items = timeline.items.filter((each) => each !== item)
      item.content = null
      Object.assign(item.message, { body: null, audio: null, reactions: [], reactionCount: 0 })
      item.message.deletedAt ??= item.message.createdAt
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => ({})),
})

export const { timelineAsked, timelineRead, olderAsked, olderRead, timelineFailed, messagePut, messageGone } =
  slice.actions
export const timelinesReducer = slice.reducer
