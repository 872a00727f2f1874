import type { Notification, NotificationBody, UserId } from '@chaos/protocol'
import type { NotificationStore } from '../database/stores/notification-store.ts'
import type { NotificationEvents } from './notification-events.ts'
import { newsOf } from './news.ts'

/** Tells people something. Resolves when it is kept for all of them; their devices hear of it right after. */
export type Notify = (to: readonly UserId[], body: NotificationBody, options?: { isMention?: boolean }) => Promise<void>

type Deps = {
  store: Pick<NotificationStore, 'add'>
  events: Pick<NotificationEvents, 'publish'>
  /** For those of them who have no device open. It must not throw. */
  push(added: ReadonlyMap<UserId, Notification>): void
}

export function createNotify({ store, events, push }: Deps): Notify {
  return async (to, body, { isMention = false } = {}) => {
    if (to.length === 0) return
    const added = await store.add(to, newsOf(body, isMention))
    for (const [userId, notification] of added) {
      events.publish(userId, { type: 'notifications.added', notifications: [notification] })
    }
    push(added)
  }
}
