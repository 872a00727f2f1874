import type { Occupant } from '@chaos/protocol'
import type { SharedMap } from '../utils/shared-map.ts'
import type { Stores } from '../database/stores/stores.ts'
import type { NotificationEvents } from '../notifications/notification-events.ts'
import type { Notify } from '../notifications/notify.ts'
import type { PushService } from '../notifications/push/push-service.ts'
import type { Logger } from '../utils/logger.ts'
import { createCallService } from './call-service.ts'
import type { CallEvents } from './conversation-events.ts'
import { createConversationService } from './conversation-service.ts'
import { createRings } from './rings.ts'
import { createSharedCalls } from './shared-calls.ts'

type Deps = {
  stores: Pick<Stores, 'conversations' | 'notificationSettings'>
  events: { notification: NotificationEvents; call: CallEvents }
  notify: Notify
  push: PushService
  /** Who is in the call of a conversation, by every process' account. */
  occupants: SharedMap<Occupant[]>
  logger: Logger
}

/** Conversations of two and of groups, and calling in them. */
export function openConversations({ stores, events, notify, push, occupants: map, logger }: Deps) {
  const shared = createSharedCalls({ map, tell: (channelId, present) => calls.changed(channelId, present), logger })
  const { occupants } = shared
  const conversations = createConversationService({ store: stores.conversations, events, notify, occupants })
  const rings = createRings({ events, notify, logger })
  const calls = createCallService({
    ...{ conversations, push, rings, events },
    store: stores.conversations,
    settings: stores.notificationSettings,
  })
  return {
    conversations,
    calls,
    /** In this process, these are in the call of a conversation now. */
    callChanged: shared.changed,
    close(): void {
      shared.close()
      rings.close()
    },
  }
}
