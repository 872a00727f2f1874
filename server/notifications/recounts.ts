import type { NotificationServerMessage, UserId } from '@chaos/protocol'
import type { NotificationStore } from '../database/stores/notification-store.ts'
import type { Logger } from '../utils/logger.ts'

/** Changes closer together than this are counted once, ms. */
const countEveryMs = 200
const usersAtOnce = 500

type CountsChanged = Extract<NotificationServerMessage, { type: 'counts.changed' }>
type Listener = { send(message: CountsChanged): void; readonly closed: boolean }
type Deps = { store: Pick<NotificationStore, 'countsOf'>; logger: Pick<Logger, 'error'> }

export type Recounts = ReturnType<typeof createRecounts>

/**
 * Counts again what is unread of those who read something: once for all devices of a person. What is new the devices count
 * themselves (SPEC N7).
 */
export function createRecounts({ store, logger }: Deps) {
  let waiting = new Map<UserId, Set<Listener>>()
  let counting: ReadonlySet<UserId> = new Set()
  let timer: NodeJS.Timeout | undefined

  async function tell(due: readonly (readonly [UserId, ReadonlySet<Listener>])[]): Promise<void> {
    const userIds = due.map(([userId]) => userId)
    counting = new Set(userIds)
    const found = await store.countsOf(userIds).finally(() => (counting = new Set()))
    for (const [userId, listeners] of due) {
      const counts = found.get(userId)
      if (!counts) continue
      const message: CountsChanged = { type: 'counts.changed', counts }
      for (const listener of listeners) if (!listener.closed) listener.send(message)
    }
  }

  async function countAll(): Promise<void> {
    const all = [...waiting]
    waiting = new Map()
    for (let at = 0; at < all.length; at += usersAtOnce) await tell(all.slice(at, at + usersAtOnce))
  }

  function arm(): void {
    timer ??= setTimeout(() => {
      countAll()
        .catch((error: unknown) => logger.error({ err: error }, 'what is unread could not be counted'))
        .finally(() => {
          timer = undefined
          if (waiting.size > 0) arm()
        })
    }, countEveryMs)
  }

  function changed(userId: UserId, listener: Listener): void {
    const listeners = waiting.get(userId) ?? new Set()
    waiting.set(userId, listeners.add(listener))
    arm()
  }

  return {
    /** This device wants to know soon how much is unread. */
    changed,
    /** This device was told something new. What is being counted just now may or may not have it. */
    added(userId: UserId, listener: Listener): void {
      if (counting.has(userId)) changed(userId, listener)
    },
    close: (): void => clearTimeout(timer),
  }
}
