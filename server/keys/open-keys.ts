import type { AuditLog } from '../auth/audit-log.ts'
import type { ConfirmationService } from '../auth/confirmation.ts'
import type { Sessions } from '../auth/sessions.ts'
import { createChannelAudience } from '../community/channel-audience.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { Stores } from '../database/stores/stores.ts'
import type { Logger } from '../utils/logger.ts'
import { createApprovalService } from './approval-service.ts'
import { createChannelKeyService } from './channel-key-service.ts'
import { createChannelReaders } from './channel-readers.ts'
import { createKeyAnnouncer } from './key-announcer.ts'
import { createKeyDeviceService } from './key-device-service.ts'
import type { KeyEvents } from './key-events.ts'
import { createKeyLogService } from './key-log-service.ts'
import { createRecoveryService } from './recovery-service.ts'
import { createWaitingAnnouncer } from './waiting-announcer.ts'
import { createWaitingService } from './waiting-service.ts'

type Deps = {
  stores: Pick<
    Stores,
    | 'audience'
    | 'channelKeys'
    | 'conversations'
    | 'deviceApprovals'
    | 'keyDevices'
    | 'keyLogs'
    | 'keyWaiting'
    | 'people'
    | 'recovery'
  >
  channels: Pick<ChannelService, 'enter'>
  sessions: Pick<Sessions, 'revoke'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  events: { user: KeyEvents; community: Pick<CommunityEvents, 'publish'> }
  audit: AuditLog
  logger: Logger
}

/** Keys that follow people, as far as a server has to do with them: it keeps and orders, and can open nothing. */
export function openKeys({ stores, channels, sessions, confirmation, events, audit, logger }: Deps) {
  const devices = createKeyDeviceService({ devices: stores.keyDevices, events })
  const announcer = createKeyAnnouncer({ people: stores.people, events })
  const waitingAnnouncer = createWaitingAnnouncer({ events, logger })
  const readersOf = createChannelReaders({
    ...{ channels, conversations: stores.conversations },
    audience: createChannelAudience({ audience: stores.audience }),
  })
  return {
    services: {
      keyLogs: createKeyLogService({
        ...{ logs: stores.keyLogs, devices: stores.keyDevices, people: stores.people },
        ...{ sessions, confirmation, announcer, events, audit },
      }),
      keyDevices: devices,
      approvals: createApprovalService({ approvals: stores.deviceApprovals, devices, events }),
      recovery: createRecoveryService({ recovery: stores.recovery, devices, confirmation }),
      channelKeys: createChannelKeyService({
        ...{ keys: stores.channelKeys, logs: stores.keyLogs, devices, readersOf, events },
      }),
      keyWaiting: createWaitingService({ waiting: stores.keyWaiting, devices, readersOf, announcer: waitingAnnouncer }),
    },
    close: waitingAnnouncer.close,
  }
}
