import { setTimeout as sleep } from 'node:timers/promises'
import type { UserId } from '@chaos/protocol'
import type { NotificationStore } from '../database/stores/notification-store.ts'
import type { NotificationEvents } from './notification-events.ts'

/** How long another server has to say that a device is there, ms. */
const answerWithinMs = 500
const usersAtOnce = 1_000

/** One open notifications socket. */
export type Device = { reached(sequence: number): void }

export type Devices = ReturnType<typeof createDevices>

/** Whose devices are open on this node, and on others. */
export function createDevices({
  events,
  store,
}: {
  events: NotificationEvents
  store: Pick<NotificationStore, 'heads'>
}) {
  const open = new Map<UserId, Set<Device>>()

  return {
    /** Returns the undo. */
    add(userId: UserId, device: Device): () => void {
      const own = open.get(userId) ?? new Set()
      open.set(userId, own.add(device))
      events.publish(userId, { type: 'device.opened' })
      return () => {
        own.delete(device)
        if (own.size === 0 && open.get(userId) === own) open.delete(userId)
      }
    },

    isOpenHere: (userId: UserId): boolean => open.has(userId),

    /** Those of them who have no device open, here or on another node. */
    async without(userIds: readonly UserId[]): Promise<UserId[]> {
      const elsewhere = new Set<UserId>()
      const away = userIds.filter((userId) => !open.has(userId))
      if (away.length === 0) return []
      const undo = away.map((userId) =>
        events.subscribe(userId, ({ type }) => void (type === 'devices.here' && elsewhere.add(userId))),
      )
      for (const userId of away) events.publish(userId, { type: 'devices.asked' })
      await sleep(answerWithinMs, undefined, { ref: false })
      for (const step of undo) step()
      return away.filter((userId) => !elsewhere.has(userId) && !open.has(userId))
    },

    /** Tells every device how far its person's notifications go, in case an announcement was lost. */
    async lookForLost(): Promise<void> {
      const userIds = [...open.keys()]
      for (let at = 0; at < userIds.length; at += usersAtOnce) {
        for (const { userId, last } of await store.heads(userIds.slice(at, at + usersAtOnce)))
          for (const device of open.get(userId) ?? []) device.reached(last)
      }
    },
  }
}
