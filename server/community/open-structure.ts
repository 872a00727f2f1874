import type { AuditLog } from '../auth/audit-log.ts'
import type { Stores } from '../database/stores/stores.ts'
import { createAccessAnnouncer } from './access-announcer.ts'
import { createCategoryService } from './category-service.ts'
import { createChannelOrderService } from './channel-order-service.ts'
import { createChannelService } from './channel-service.ts'
import type { CommunityEvents, UserEvents } from './community-events.ts'
import { createOverrideService } from './override-service.ts'
import type { Permissions } from './permissions.ts'
import { createRoleGrants } from './role-grants.ts'
import { createRoleService } from './role-service.ts'
import { createRoleViews } from './role-view.ts'

type Limits = Record<
  'channelsPerCommunity' | 'usersPerChannel' | 'categoriesPerCommunity' | 'rolesPerCommunity' | 'overridesPerChannel',
  number
>
type Deps = {
  stores: Pick<Stores, 'channels' | 'categories' | 'channelOrder' | 'roles' | 'roleChanges' | 'overrides' | 'members'>
  permissions: Permissions
  events: { community: CommunityEvents; user: UserEvents }
  audit: AuditLog
  limits: Limits
}

/** What a community is made of: its channels and their order, its roles, and what each may where. */
export function openStructure({ stores, permissions, events, audit, limits }: Deps) {
  const { roles, roleChanges: changes, members } = stores
  const common = { permissions, events: events.community, audit, limits }
  const access = createAccessAnnouncer({ roles: changes, events })
  const channels = createChannelService({ ...common, channels: stores.channels })
  return {
    channels,
    categories: createCategoryService({ ...common, categories: stores.categories }),
    channelOrder: createChannelOrderService({ ...common, order: stores.channelOrder }),
    roles: createRoleService({ ...common, roles, changes, access }),
    roleGrants: createRoleGrants({ ...common, changes, members, access }),
    roleViews: createRoleViews({ ...stores, permissions }),
    overrides: createOverrideService({ ...common, overrides: stores.overrides, roles, channels, access }),
  }
}
