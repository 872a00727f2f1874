import {
  NotificationPage,
  PlaceLevel,
  type PlaceLevelChange,
  PushKey,
  type PushSubscription,
  type QuietHours,
  QuietHoursState,
  type ReadMark,
} from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import {
  levelChanged,
  notificationListChanged,
  notificationsAppended,
  notificationsRead,
} from '../state/notifications-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import type { NotificationClient } from './notification-client.ts'

const path = '/api/users/me/notifications'
const quietPath = `${path}/quiet-hours`

type Deps = {
  call: AuthorizedCall
  dispatch: Dispatch
  getState: () => RootState
  /** null while nobody is signed in. */
  socket: () => NotificationClient | null
}

export type NotificationCommands = ReturnType<typeof createNotificationCommands>

/** Looking at notifications, and choosing which there are. */
export function createNotificationCommands({ call, dispatch, getState, socket }: Deps) {
  const state = () => getState().notifications
  const page = (cursor: string | null) => {
    const query = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    return call({ method: 'GET', path: `${path}?limit=30${query}`, reply: NotificationPage })
  }

  function read(mark: ReadMark): void {
    if (socket()?.read(mark)) dispatch(notificationsRead(mark))
  }

  const isListed = (): boolean => state().list?.status === 'ready'

  /** What is on screen stays there while it is read again, and when that fails. */
  async function load(): Promise<void> {
    const wasListed = isListed()
    if (!wasListed) dispatch(notificationListChanged({ status: 'loading' }))
    const { head } = state()
    const outcome = await page(null)
    if (outcome.ok) dispatch(notificationListChanged({ status: 'ready', value: outcome.value }))
    else if (!isListed()) dispatch(notificationListChanged({ status: 'failed', failure: outcome.failure }))
    // What came while there was no list to put it on may not be on the page either.
    if (outcome.ok && !wasListed && state().head > head) await load()
  }

  return {
    load,
    async loadMore(): Promise<void> {
      const { list } = state()
      if (list?.status !== 'ready' || list.value.next === null) return
      const outcome = await page(list.value.next)
      if (outcome.ok) dispatch(notificationsAppended(outcome.value))
    },
    /** The person has seen that there are some, up to this number. */
    acknowledge(sequence: number): void {
      if (sequence > state().acknowledged) socket()?.acknowledge(sequence)
    },
    read: (sequence: number): void => read({ sequence }),
    readAll: (): void => read({ upTo: state().head }),
    /** Of one community, channel or conversation. */
    readPlace(placeId: string): void {
      const { counts, head } = state()
      const isUnread = [...counts.communities, ...counts.channels].some((place) => place.placeId === placeId)
      if (isUnread) read({ placeId, upTo: head })
    },
    async setLevel(placeId: string, change: PlaceLevelChange) {
      const outcome = await call({ method: 'PUT', path: `${path}/levels/${placeId}`, body: change, reply: PlaceLevel })
      if (outcome.ok) dispatch(levelChanged(outcome.value))
      return outcome
    },
    quietHours: () => call({ method: 'GET', path: quietPath, reply: QuietHoursState }),
    setQuietHours: (body: QuietHours | null) =>
      body === null
        ? call({ method: 'DELETE', path: quietPath, reply: QuietHoursState })
        : call({ method: 'PUT', path: quietPath, body, reply: QuietHoursState }),
    pushKey: () => call({ method: 'GET', path: `${path}/push/key`, reply: PushKey }),
    subscribe: (body: PushSubscription) =>
      call({ method: 'PUT', path: `${path}/push/subscription`, body, reply: null }),
    unsubscribe: (endpoint: string) =>
      call({ method: 'POST', path: `${path}/push/unsubscribe`, body: { endpoint }, reply: null }),
  }
}
