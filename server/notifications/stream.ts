import {
  type Notification,
  type NotificationServerMessage,
  notificationLimits,
  protocolVersion,
  type UserId,
} from '@chaos/protocol'
import type { NotificationSettingsStore } from '../database/stores/notification-settings-store.ts'
import type { NotificationStore } from '../database/stores/notification-store.ts'
import type { Logger } from '../utils/logger.ts'
import type { Devices } from './devices.ts'
import { createFeed, type Feed } from './feed.ts'
import { isForDevices, type NotificationEvents, type NotificationFact } from './notification-events.ts'
import type { Recounts } from './recounts.ts'

type Added = Extract<NotificationServerMessage, { type: 'notifications.added' }>
let latest: Added | null = null

/** One and the same message for all devices that are told the same single notification, so that it becomes text once. */
function addedOf(notifications: Notification[]): Added {
  if (notifications.length > 1) return { type: 'notifications.added', notifications }
  if (latest?.notifications[0] !== notifications[0]) latest = null
  latest ??= { type: 'notifications.added', notifications }
  return latest
}

/** The socket of one device. */
export type Line = {
  send(message: NotificationServerMessage): void
  hasRoom(): boolean
  room(): Promise<void>
  readonly closed: boolean
  onClosed(step: () => void): void
}

type Deps = {
  store: NotificationStore
  settings: Pick<NotificationSettingsStore, 'levels'>
  events: NotificationEvents
  devices: Devices
  recounts: Recounts
  logger: Pick<Logger, 'error'>
}

export type OpenStream = ReturnType<typeof createOpenStream>

/**
 * Says welcome to a device, then tells it everything: what it missed, what happens, and how much is unread. It listens
 * before it looks how far things stand, so that nothing falls between the two.
 */
export function createOpenStream({ store, settings, events, devices, recounts, logger }: Deps) {
  return async (userId: UserId, lastSeen: number | null, line: Line): Promise<void> => {
    const early: NotificationFact[] = []
    let take = (fact: NotificationFact): void => void early.push(fact)
    line.onClosed(events.subscribe(userId, (fact) => take(fact)))

    const [head, counts, levels] = await Promise.all([
      store.head(userId),
      store.counts(userId),
      settings.levels(userId),
    ])
    const from = await startOf(lastSeen, head.last)
    if (line.closed) return
    line.send({
      type: 'session.welcome',
      version: protocolVersion,
      head: head.last,
      from,
      counts,
      levels,
      acknowledged: head.acknowledged,
    })

    const feed = createFeed({
      from,
      read: (after) => store.after(userId, after, notificationLimits.pageItems),
      deliver: (notifications) => line.send(addedOf(notifications)),
      hasRoom: line.hasRoom,
      room: line.room,
      isClosed: () => line.closed,
    })
    take = (fact) => tell(fact, feed)
    for (const fact of early) take(fact)
    run(feed.reached(head.last))
    line.onClosed(devices.add(userId, { reached: (sequence) => run(feed.reached(sequence)) }))

    /** Where a device goes on that has seen so much; beyond the head is another server's number. */
    async function startOf(seen: number | null, last: number): Promise<number> {
      if (seen === null || seen >= last) return last
      return (await store.startAfter(userId, seen)) ?? last
    }

    function tell(fact: NotificationFact, to: Feed): void {
      if (fact.type === 'notifications.added') {
        for (const each of fact.notifications) run(to.offer(each))
        return recounts.added(userId, line)
      }
      if (fact.type === 'devices.asked') events.publish(userId, { type: 'devices.here' })
      if (isForDevices(fact)) line.send(fact)
      if (fact.type === 'notifications.read') recounts.changed(userId, line)
    }
  }

  /** A failure costs nothing but time: the next look at the heads reads again what is missing. */
  function run(work: Promise<void> | null): void {
    work?.catch((error: unknown) => logger.error({ err: error }, 'notifications could not be read'))
  }
}
