import type { Notification, NotificationCounts, NotificationPage, PlaceLevel, ReadMark } from '@chaos/protocol'
import { createSlice, type PayloadAction } from '@reduxjs/toolkit'
import type { Loadable } from './communities-slice.ts'
import { signedOut } from './session-slice.ts'

export type NotificationsState = {
  /** The newest first; not read before somebody looks. */
  list: Loadable<NotificationPage> | null
  counts: NotificationCounts
  /** The number up to which the person has seen them, and the newest there is. */
  acknowledged: number
  head: number
  /** By the community, channel or conversation. */
  levels: Record<string, PlaceLevel>
}

const nothing: NotificationsState = {
  list: null,
  counts: { unread: 0, mentions: 0, communities: [], channels: [], upTo: 0 },
  acknowledged: 0,
  head: 0,
  levels: {},
}

type Welcome = Pick<NotificationsState, 'counts' | 'acknowledged' | 'head'> & { levels: PlaceLevel[] }

const isMarked = ({ sequence, communityId, channelId }: Notification, mark: ReadMark): boolean => {
  if ('sequence' in mark) return sequence === mark.sequence
  const isPlace = !('placeId' in mark) || communityId === mark.placeId || channelId === mark.placeId
  return isPlace && sequence <= mark.upTo
}

/** Both together, the newest first, each once. */
const merged = (some: Notification[], others: Notification[]): Notification[] =>
  [...new Map([...others, ...some].map((each) => [each.sequence, each])).values()].toSorted(
    (a, b) => b.sequence - a.sequence,
  )

type PlaceCounts = NotificationCounts['channels']

function countIn(places: PlaceCounts, placeId: string | null, mentions: number): void {
  if (placeId === null) return
  const place = places.find((each) => each.placeId === placeId)
  if (!place) return void places.push({ placeId, unread: 1, mentions })
  place.unread += 1
  place.mentions += mentions
}

/** Adds one to what is unread, unless it is among that already (SPEC N7). */
function count(counts: NotificationCounts, { sequence, isRead, isMention, ...at }: Notification): void {
  if (sequence <= counts.upTo) return
  counts.upTo = sequence
  if (isRead) return
  const mentions = isMention ? 1 : 0
  counts.unread += 1
  counts.mentions += mentions
  countIn(counts.communities, at.communityId, mentions)
  countIn(counts.channels, at.channelId, mentions)
}

const slice = createSlice({
  name: 'notifications',
  initialState: nothing,
  reducers: {
    notificationsWelcomed(state, { payload: { counts, acknowledged, head, levels } }: PayloadAction<Welcome>) {
      Object.assign(state, { counts, acknowledged, head })
      state.levels = Object.fromEntries(levels.map((place) => [place.placeId, place]))
    },
    /** One that came while this page was on its way is newer than all of it, and stays. */
    notificationListChanged(state, { payload }: PayloadAction<Loadable<NotificationPage>>) {
      const known = state.list?.status === 'ready' ? state.list.value.items : []
      state.list = payload
      if (payload.status !== 'ready') return
      const newest = payload.value.items[0]?.sequence ?? 0
      const since = known.filter(({ sequence }) => sequence > newest)
      state.list = { status: 'ready', value: { ...payload.value, items: [...since, ...payload.value.items] } }
    },
    notificationsAppended(state, { payload }: PayloadAction<NotificationPage>) {
      if (state.list?.status !== 'ready') return
      state.list.value = { items: merged(payload.items, state.list.value.items), next: payload.next }
    },
    notificationsAdded(state, { payload }: PayloadAction<Notification[]>) {
      state.head = Math.max(state.head, ...payload.map(({ sequence }) => sequence))
      for (const each of payload) count(state.counts, each)
      if (state.list?.status === 'ready') state.list.value.items = merged(payload, state.list.value.items)
    },
    notificationsRead(state, { payload }: PayloadAction<ReadMark>) {
      if (state.list?.status !== 'ready') return
      for (const each of state.list.value.items) if (isMarked(each, payload)) each.isRead = true
    },
    notificationsAcknowledged(state, { payload }: PayloadAction<number>) {
      state.acknowledged = Math.max(state.acknowledged, payload)
    },
    countsChanged(state, { payload }: PayloadAction<NotificationCounts>) {
      state.counts = payload
    },
    levelChanged(state, { payload }: PayloadAction<PlaceLevel>) {
      state.levels[payload.placeId] = payload
    },
  },
  extraReducers: (builder) => builder.addCase(signedOut, () => nothing),
})

export const {
  notificationsWelcomed,
  notificationListChanged,
  notificationsAppended,
  notificationsAdded,
  notificationsRead,
  notificationsAcknowledged,
  countsChanged,
  levelChanged,
} = slice.actions
export const notificationsReducer = slice.reducer
