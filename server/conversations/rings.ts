import type { Occupant, Ringing, UserId } from '@chaos/protocol'
import { notificationLimits } from '@chaos/protocol'
import type { NotificationEvents, NotificationFact } from '../notifications/notification-events.ts'
import type { Notify } from '../notifications/notify.ts'
import type { Logger } from '../utils/logger.ts'
import type { CallEvents, CallFact } from './conversation-events.ts'

/** How long a caller may be gone from the call before it stops ringing, ms: longer than a reconnect takes. */
const callerAwayMs = 10_000

export type Callee = { userId: UserId; isQuiet: boolean }
export type RingStart = { channelId: string; from: Ringing['from']; to: readonly Callee[]; occupants: Occupant[] }

type Deps = {
  events: { notification: NotificationEvents; call: CallEvents }
  notify: Notify
  logger: Pick<Logger, 'error'>
}

type End = Extract<NotificationFact, { type: 'call.ended' }>['because']

export type Rings = ReturnType<typeof createRings>

/**
 * Calls that ring on this node. A ring ends for each person by itself: who comes in has answered, who says no has
 * declined, whoever neither did by its end has missed it. It is over when nobody is left or the caller is gone for good.
 */
export function createRings({ events, notify, logger }: Deps) {
  const ringing = new Map<string, () => void>()

  function start({ channelId, from, to, occupants }: RingStart): void {
    const present = new Set(occupants.map(({ userId }) => userId))
    const waiting = new Map(to.flatMap((callee) => (present.has(callee.userId) ? [] : [[callee.userId, callee]])))
    if (waiting.size === 0) return
    const expiresAt = new Date(Date.now() + notificationLimits.ringMs).toISOString()
    const undo = new Map<UserId, () => void>()
    let away: NodeJS.Timeout | undefined

    const tell = ({ userId, isQuiet }: Callee): void =>
      events.notification.publish(userId, { type: 'call.ringing', channelId, from, expiresAt, isQuiet })

    const finish = (userId: UserId, because: End): void => {
      if (!waiting.delete(userId)) return
      undo.get(userId)?.()
      events.notification.publish(userId, { type: 'call.ended', channelId, because })
      if (waiting.size === 0) close()
    }

    const giveUp = (because: End): void => {
      const missed = [...waiting.keys()]
      for (const userId of missed) finish(userId, because)
      const body = { kind: 'call.missed', channelId, from } as const
      notify(missed, body, { isMention: true }).catch((error: unknown) =>
        logger.error({ err: error }, 'a missed call could not be told'),
      )
    }

    /** A caller who is not in the call has a while to come, or to come back. */
    const watchCaller = (isThere: boolean): void => {
      if (isThere) {
        clearTimeout(away)
        away = undefined
      } else away ??= setTimeout(() => giveUp('cancelled'), callerAwayMs).unref()
    }

    const take = (fact: CallFact): void => {
      if (fact.type === 'call.changed') {
        for (const { userId } of fact.occupants) finish(userId, 'answered')
        watchCaller(fact.occupants.some(({ userId }) => userId === from.userId))
      } else if (fact.type === 'call.cancelled' && fact.userId === from.userId) giveUp('cancelled')
      else if (fact.type === 'call.declined' && waiting.has(fact.userId)) {
        events.notification.publish(from.userId, { type: 'call.declined', channelId, userId: fact.userId })
        finish(fact.userId, 'declined')
      } else if (fact.type === 'conversation.left') finish(fact.userId, 'cancelled')
    }

    const stopListening = events.call.subscribe(channelId, take)
    const timer = setTimeout(() => giveUp('missed'), notificationLimits.ringMs).unref()
    function close(): void {
      clearTimeout(timer)
      clearTimeout(away)
      stopListening()
      for (const step of undo.values()) step()
      if (ringing.get(channelId) === close) ringing.delete(channelId)
    }

    ringing.set(channelId, close)
    watchCaller(present.has(from.userId))
    for (const callee of waiting.values()) {
      // A device that comes later rings too.
      const again = ({ type }: NotificationFact): void => void (type === 'device.opened' && tell(callee))
      undo.set(callee.userId, events.notification.subscribe(callee.userId, again))
      tell(callee)
    }
  }

  return {
    isRinging: (channelId: string): boolean => ringing.has(channelId),
    start,
    close(): void {
      for (const stop of ringing.values()) stop()
    },
  }
}
