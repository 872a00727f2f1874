import type { Stores } from '../database/stores/stores.ts'
import { every } from '../utils/every.ts'
import type { Logger } from '../utils/logger.ts'
import { createWorkQueue } from '../utils/work-queue.ts'
import { createDevices } from './devices.ts'
import type { NotificationEvents } from './notification-events.ts'
import { createNotificationService } from './notification-service.ts'
import { createNotify } from './notify.ts'
import { createPushKeys } from './push/push-keys.ts'
import { createPushSender } from './push/push-sender.ts'
import { createPushService } from './push/push-service.ts'
import { createRecounts } from './recounts.ts'
import { createOpenStream } from './stream.ts'

const lookForLostEveryMs = 30_000
const pushes = { atOnce: 8, waiting: 10_000 }

type Deps = {
  stores: Pick<Stores, 'notifications' | 'notificationSettings' | 'push'>
  events: NotificationEvents
  instanceSecret: Buffer
  publicUrl: () => string
  settings: { allowPrivateEndpoints: boolean }
  logger: Logger
}

/** Who runs this server, as push services want to know it. */
function contactOf(publicUrl: string): string {
  return publicUrl.startsWith('https:') ? publicUrl : `mailto:postmaster@${new URL(publicUrl).hostname}`
}

/** Everything about telling people things. Disposing it ends its regular work. */
export function openNotifications({ stores, events, instanceSecret, publicUrl, settings: chosen, logger }: Deps) {
  const { notifications: store, notificationSettings: settings } = stores
  const devices = createDevices({ events, store })
  const rules = { allowPrivate: chosen.allowPrivateEndpoints }
  const keys = createPushKeys({ store: stores.push, instanceSecret })
  const push = createPushService({
    ...{ store: stores.push, settings, devices, keys, rules, logger },
    send: createPushSender({ keys, rules, contact: () => contactOf(publicUrl()) }),
    queue: createWorkQueue(pushes),
  })
  const notify = createNotify({
    ...{ store, events },
    push: (added) =>
      push.push(
        new Map([...added].map(([userId, notification]) => [userId, { type: 'notification.added', notification }])),
      ),
  })
  const recounts = createRecounts({ store, logger })
  const looking = every(lookForLostEveryMs, devices.lookForLost, logger)
  return {
    notify,
    push,
    notifications: createNotificationService({ store, settings, events }),
    openStream: createOpenStream({ store, settings, events, devices, recounts, logger }),
    [Symbol.asyncDispose]() {
      recounts.close()
      return looking[Symbol.asyncDispose]()
    },
  }
}
