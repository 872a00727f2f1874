import type { AuditLog } from '../auth/audit-log.ts'
import type { ConfirmationService } from '../auth/confirmation.ts'
import type { Pictures } from '../auth/profile/pictures.ts'
import type { Stores } from '../database/stores/stores.ts'
import type { Logger } from '../utils/logger.ts'
import { createActivity } from './activity.ts'
import type { CommunityEvents, UserEvents } from './community-events.ts'
import { createCommunitySettingsService } from './community-settings-service.ts'
import { createDiscoveryService } from './discovery-service.ts'
import { createInviteService } from './invite-service.ts'
import { createJoiningService } from './joining-service.ts'
import { createOwnershipService } from './ownership-service.ts'
import type { Permissions } from './permissions.ts'

type Deps = {
  stores: Pick<
    Stores,
    'channels' | 'communityChanges' | 'discovery' | 'invites' | 'joining' | 'members' | 'ownership' | 'roles'
  >
  permissions: Permissions
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  pictures: Pick<Pictures, 'make' | 'release'>
  audit: AuditLog
  events: { community: CommunityEvents; user: UserEvents }
  limits: { communitiesPerUser: number }
  admitNewcomer: Parameters<typeof createJoiningService>[0]['admitNewcomer']
  sendsMail: boolean
  publicUrl: () => string
  logger: Pick<Logger, 'error'>
}

/** Settings of communities and the ways in and out of them. */
export function openCommunities({ stores, permissions, audit, events, ...rest }: Deps) {
  const { pictures, sendsMail, confirmation, limits, admitNewcomer, publicUrl, logger } = rest
  const joining = createJoiningService({ ...stores, permissions, events, limits, admitNewcomer })
  const discovery = createDiscoveryService({ discovery: stores.discovery, joining })
  return {
    services: {
      joining,
      discovery,
      invites: createInviteService({ ...stores, permissions, joining, discovery, audit, publicUrl }),
      communitySettings: createCommunitySettingsService({
        ...{ changes: stores.communityChanges, roles: stores.roles, permissions, pictures, audit, sendsMail },
        events: events.community,
      }),
      ownership: createOwnershipService({
        ...{ ...stores, permissions, confirmation, audit, events },
        releasePicture: pictures.release,
      }),
    },
    activity: createActivity({ touch: stores.joining.touch, logger, now: () => performance.now() }),
  }
}
