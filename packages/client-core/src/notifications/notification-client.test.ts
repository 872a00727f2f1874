import {
  type Notification,
  type NotificationClientMessage,
  type NotificationServerMessage,
  notificationLimits,
} from '@chaos/protocol'
import { expect, it } from 'vitest'
import { succeed } from '../api/failure.ts'
import type { Connect, SocketOptions } from '../connection/reconnecting-socket.ts'
import { notificationListChanged } from '../state/notifications-slice.ts'
import { createStore } from '../state/store.ts'
import { createHandClock } from '../testing/hand-clock.ts'
import { createNotificationClient } from './notification-client.ts'
import { createNotificationCommands } from './notifications.ts'

const counts = { unread: 1, mentions: 0, communities: [], channels: [], upTo: 7 }
const from = { userId: 'u', displayName: 'Anna', avatar: null }
const notification = (sequence: number): Notification => ({
  sequence,
  id: String(sequence),
  body: { kind: 'friend.requested', from },
  communityId: null,
  channelId: null,
  isMention: false,
  isRead: false,
  createdAt: '2026-01-01T00:00:00.000Z',
})
const welcome = (head: number, start: number): NotificationServerMessage => ({
  ...{ type: 'session.welcome', version: 1, head, from: start, acknowledged: 0, counts, levels: [] },
})

/** A client over a socket whose server the test plays. */
function setUp() {
  const store = createStore()
  const { clock, advance } = createHandClock()
  const said: NotificationClientMessage[] = []
  const opened: boolean[] = []
  let options: SocketOptions<NotificationServerMessage, NotificationClientMessage> | undefined
  const connect: Connect = (given) => {
    options = given as unknown as typeof options
    return { send: (message) => said.push(message as never) > 0, reconnect: () => {}, close: () => {} }
  }
  const client = createNotificationClient({
    ...{ dispatch: store.dispatch, connect, clock, url: 'ws://server/ws/notifications' },
    accessToken: () => Promise.resolve('token'),
    onOpen: (isReturn) => void opened.push(isReturn),
  })
  return {
    ...{ store, clock, advance, said, opened, client },
    hello: async () => options?.hello({ renew: false }),
    open: () => options?.onState({ kind: 'open' }),
    tell: (message: NotificationServerMessage) => options?.onMessage(message),
  }
}

it('N2: goes on from the last number that it had', async () => {
  const { hello, open, tell, opened, store } = setUp()
  expect(await hello()).toMatchObject({ lastSeen: null })
  open()
  tell(welcome(7, 7))
  expect(await hello()).toMatchObject({ lastSeen: 7 })
  tell({ type: 'notifications.added', notifications: [notification(8), notification(9)] })
  expect(await hello()).toMatchObject({ lastSeen: 9 })
  open()
  tell(welcome(12, 10))
  expect(await hello()).toMatchObject({ lastSeen: 10 })
  expect(opened).toEqual([false, true])
  expect(store.getState().notifications).toMatchObject({ head: 12, counts, list: null })
})

it('N7: adds what is new to what was counted, each once, also after a count that came late', () => {
  const { open, tell, store } = setUp()
  open()
  const at = { communityId: 'club', channelId: 'hall' }
  tell(welcome(9, 5))
  const added = [
    { ...notification(7), ...at },
    { ...notification(8), ...at, isRead: true },
    { ...notification(9), ...at, isMention: true },
    { ...notification(10), ...at },
  ]
  tell({ type: 'notifications.added', notifications: added })
  const place = { unread: 2, mentions: 1 }
  const seen = {
    ...{ unread: 3, mentions: 1, upTo: 10 },
    communities: [{ placeId: 'club', ...place }],
    channels: [{ placeId: 'hall', ...place }],
  }
  expect(store.getState().notifications.counts).toEqual(seen)
  tell({ type: 'counts.changed', counts: { ...counts, unread: 0, upTo: 10 } })
  tell({ type: 'notifications.added', notifications: [notification(10), notification(11)] })
  expect(store.getState().notifications.counts).toMatchObject({ unread: 1, mentions: 0, communities: [], upTo: 11 })
})

it('keeps a list that was read, each once and the newest first, and what is read in it', () => {
  const { tell, store } = setUp()
  store.dispatch(
    notificationListChanged({ status: 'ready', value: { items: [notification(2), notification(1)], next: null } }),
  )
  tell({ type: 'notifications.added', notifications: [notification(2), notification(3)] })
  tell({ type: 'notifications.read', mark: { upTo: 2 } })
  const { list } = store.getState().notifications
  const items = list?.status === 'ready' ? list.value.items : []
  expect(items.map(({ sequence, isRead }) => [sequence, isRead])).toEqual([
    [3, false],
    [2, true],
    [1, true],
  ])
})

it('N9: a call that rings again is one call, and it ends also when its end is lost', () => {
  const { tell, store, clock, advance, open } = setUp()
  const expiresAt = new Date(clock.now() + notificationLimits.ringMs).toISOString()
  const ringing = { type: 'call.ringing', channelId: 'talk', from, expiresAt, isQuiet: false } as const
  tell(ringing)
  tell({ ...ringing, isQuiet: true })
  const incoming = () => store.getState().ringing.incoming.map(({ channelId, isQuiet }) => [channelId, isQuiet])
  expect(incoming()).toEqual([['talk', true]])
  advance(notificationLimits.ringMs + 2_000)
  expect(incoming()).toEqual([])
  tell({ type: 'call.ended', channelId: 'talk', because: 'declined' })
  tell(ringing)
  open()
  expect(incoming()).toEqual([])
})

it('a page that was read before the newest came leaves the newest on the list', async () => {
  const { open, tell, store } = setUp()
  const pages = [[1], [2, 1], [2, 1]].map((sequences) => sequences.map(notification))
  const { load } = createNotificationCommands({
    call: async () => {
      const items = pages.shift() ?? []
      // Just after the server has read the page.
      const next = pages.length === 2 ? 2 : 3
      tell({ type: 'notifications.added', notifications: [notification(next)] })
      return succeed({ items, next: null }) as never
    },
    ...{ dispatch: store.dispatch, getState: store.getState, socket: () => null },
  })
  open()
  tell(welcome(1, 1))
  const listed = () => {
    const { list } = store.getState().notifications
    return list?.status === 'ready' ? list.value.items.map(({ sequence }) => sequence) : []
  }
  await load()
  expect(listed()).toEqual([3, 2, 1])
  await load()
  expect(listed()).toEqual([3, 2, 1])
})
