import type { Occupant } from '@chaos/protocol'
import type { Stores } from '../database/stores/stores.ts'
import type { NotificationEvents } from '../notifications/notification-events.ts'
import type { Notify } from '../notifications/notify.ts'
import type { PushService } from '../notifications/push/push-service.ts'
import type { Logger } from '../utils/logger.ts'
import { createCallService } from './call-service.ts'
import type { CallEvents } from './conversation-events.ts'
import { createConversationService } from './conversation-service.ts'
import { createRings } from './rings.ts'

type Deps = {
  stores: Pick<Stores, 'conversations' | 'notificationSettings'>
  events: { notification: NotificationEvents; call: CallEvents }
  notify: Notify
  push: PushService
  /** Who is in the call of a conversation now. */
  occupants: (channelId: string) => Occupant[]
  logger: Logger
}

/** Conversations of two and of groups, and calling in them. */
export function openConversations({ stores, events, notify, push, occupants, logger }: Deps) {
  const conversations = createConversationService({ store: stores.conversations, events, notify, occupants })
  const rings = createRings({ events, notify, logger })
  const calls = createCallService({
    ...{ conversations, push, rings, events },
    store: stores.conversations,
    settings: stores.notificationSettings,
  })
  return { conversations, calls, close: rings.close }
}
