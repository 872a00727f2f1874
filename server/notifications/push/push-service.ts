import { setTimeout as sleep } from 'node:timers/promises'
import type { PushMessage, PushSubscription, UserId } from '@chaos/protocol'
import type { Viewer } from '../../auth/viewer.ts'
import type { NotificationSettingsStore, Peace } from '../../database/stores/notification-settings-store.ts'
import type { PushStore } from '../../database/stores/push-store.ts'
import type { Logger } from '../../utils/logger.ts'
import type { WorkQueue } from '../../utils/work-queue.ts'
import type { Devices } from '../devices.ts'
import { isQuiet } from '../quiet-hours.ts'
import { type EndpointRules, requireEndpoint } from './push-endpoint.ts'
import type { PushKeys } from './push-keys.ts'
import type { Push, SendPush } from './push-sender.ts'

/** Pauses before a push service that cannot take one is asked again. */
const retryAfterMs = [2_000, 15_000]

type Deps = {
  store: PushStore
  settings: Pick<NotificationSettingsStore, 'peace'>
  devices: Pick<Devices, 'isOpenHere' | 'without'>
  keys: () => Promise<PushKeys>
  rules: EndpointRules
  send: SendPush
  queue: WorkQueue
  logger: Pick<Logger, 'warn' | 'error'>
}

export type PushService = ReturnType<typeof createPushService>

/** Whether somebody does not want to hear anything now. */
export const wantsPeace = ({ isDoNotDisturb, quietHours }: Peace, at: Date): boolean =>
  isDoNotDisturb || (quietHours !== null && isQuiet(quietHours, at))

/** Wakes browsers of people who have no window of ours open. */
export function createPushService({ store, settings, devices, keys, rules, send, queue, logger }: Deps) {
  async function deliver(push: Push): Promise<void> {
    for (const pauseMs of [...retryAfterMs, null]) {
      const outcome = await queue.run(() => send(push))
      if (outcome === 'gone') await store.remove(push.to.endpoint)
      if (outcome === 'refused') logger.warn({ host: URL.parse(push.to.endpoint)?.host }, 'a push service refused')
      if (outcome !== 'later' || pauseMs === null) return
      await sleep(pauseMs, undefined, { ref: false })
    }
  }

  async function pushTo(messages: ReadonlyMap<UserId, PushMessage>): Promise<void> {
    const perhaps = [...messages.keys()].filter((userId) => !devices.isOpenHere(userId))
    const subscribed = perhaps.length === 0 ? [] : await store.of(perhaps)
    if (subscribed.length === 0) return
    const away = await devices.without([...new Set(subscribed.map(({ userId }) => userId))])
    if (away.length === 0) return
    const now = new Date()
    const peace = await settings.peace(away)
    const awake = new Set(peace.flatMap((each) => (wantsPeace(each, now) ? [] : [each.userId])))
    await Promise.all(
      subscribed.map(async (to) => {
        const message = messages.get(to.userId)
        if (message && awake.has(to.userId)) await deliver({ message, to })
      }),
    )
  }

  return {
    publicKey: async () => ({ publicKey: (await keys()).publicKey }),

    /** Throws a refusal for an endpoint that no push service can have. */
    async subscribe({ userId, sessionId }: Viewer, subscription: PushSubscription): Promise<void> {
      requireEndpoint(subscription.endpoint, rules)
      await store.subscribe(userId, sessionId, subscription)
    },

    unsubscribe: ({ userId }: Viewer, endpoint: string): Promise<void> => store.unsubscribe(userId, endpoint),

    /** Returns at once; what goes wrong is logged. */
    push(messages: ReadonlyMap<UserId, PushMessage>): void {
      pushTo(messages).catch((error: unknown) => logger.error({ err: error }, 'a push failed'))
    },
  }
}
