import type { AuditLog } from '../auth/audit-log.ts'
import { createChannelAudience } from '../community/channel-audience.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { Permissions } from '../community/permissions.ts'
import { type CreateLimiter, createSlowMode } from '../community/slow-mode.ts'
import type { ConversationService } from '../conversations/conversation-service.ts'
import type { Stores } from '../database/stores/stores.ts'
import type { NotificationService } from '../notifications/notification-service.ts'
import type { Notify } from '../notifications/notify.ts'
import type { ObjectStore } from '../storage/object-store.ts'
import type { Logger } from '../utils/logger.ts'
import { createAudioProcessor } from '../voice/processing/audio-processor.ts'
import { createMessageAnnouncer, type MessageEvents } from './message-events.ts'
import { createMessageService } from './message-service.ts'
import { createMessagePlaces } from './places.ts'
import { createReactionService } from './reaction-service.ts'
import { createReadingService } from './reading-service.ts'
import { createRecordingCheck } from './recordings/recording-check.ts'
import { createRecordings } from './recordings/recordings.ts'
import { createUploads } from './recordings/uploads.ts'
import { createRetention } from './retention.ts'
import { createTellPeople } from './tell-people.ts'

type Deps = {
  stores: Pick<Stores, 'audience' | 'conversations' | 'messages' | 'reactions' | 'reading' | 'audioObjects'>
  objects: ObjectStore
  channels: Pick<ChannelService, 'enter'>
  conversations: Pick<ConversationService, 'enter'>
  permissions: Permissions
  notifications: Pick<NotificationService, 'read'>
  notify: Notify
  checkText: (communityId: string, text: string) => Promise<void>
  createLimiter: CreateLimiter
  limits: { audioBytesPerUser: number; audioBytesPerCommunity: number; diskReserveBytes: number }
  events: MessageEvents
  audit: AuditLog
  logger: Pick<Logger, 'error'>
}

/** Recorded voice and what is written beside it. */
export function openMessages({ stores, objects, channels, conversations, permissions, events, limits, ...deps }: Deps) {
  const { messages, reading, audioObjects: store } = stores
  const places = createMessagePlaces({
    ...{ channels, conversations, members: stores.conversations },
    audience: createChannelAudience({ audience: stores.audience }),
  })
  const quotas = { perUser: limits.audioBytesPerUser, perCommunity: limits.audioBytesPerCommunity }
  const uploads = createUploads({ store, objects, places, quotas, diskReserveBytes: limits.diskReserveBytes })
  const recordings = createRecordings({ store, objects })
  const processor = createAudioProcessor()
  const tell = createMessageAnnouncer(events)
  const service = createMessageService({
    ...{ messages, reading, places, tell, audit: deps.audit, logger: deps.logger, checkText: deps.checkText },
    recordings: createRecordingCheck({ messages, places, uploads, recordings, processor }),
    slowMode: createSlowMode(deps.createLimiter),
    release: recordings.release,
    tellPeople: createTellPeople({ notify: deps.notify, messages, places: stores.audience }),
  })
  const { reach } = service
  const removeExpired = createRetention({ messages, members: stores.conversations, tell })
  return {
    services: {
      messages: service,
      reactions: createReactionService({ reactions: stores.reactions, reach, tell }),
      reading: createReadingService({
        ...{ reading, places, permissions, reach, events, tell, notifications: deps.notifications },
      }),
      uploads,
      recordings,
    },
    close: processor.close,
    /** What channels keep no longer, and what nothing refers to any more. */
    async tidyUp(now: Date): Promise<void> {
      await removeExpired()
      await recordings.collect(now)
    },
  }
}
