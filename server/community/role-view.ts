import type { RoleView } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { CategoryStore } from '../database/stores/category-store.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { RoleKey } from '../database/stores/role-change-store.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import type { Permissions } from './permissions.ts'
import { noRole } from './role-service.ts'

type Deps = {
  roles: Pick<RoleStore, 'list'>
  channels: Pick<ChannelStore, 'list'>
  categories: Pick<CategoryStore, 'list'>
  permissions: Permissions
}
export type RoleViews = ReturnType<typeof createRoleViews>

/** The community through the eyes of somebody else. */
export function createRoleViews({ roles, channels, categories, permissions }: Deps) {
  return {
    /**
     * What somebody with this role and that of everybody sees, as far as the viewer sees it too. Throws
     * `NotFoundError` or the refusal of `permissions`.
     */
    async look(viewer: Viewer, { communityId, roleId }: RoleKey): Promise<RoleView> {
      await permissions.requireStanding(viewer, 'manage_roles', communityId)
      const all = await roles.list(communityId)
      const role = all.find(({ id }) => id === roleId)
      if (!role) throw noRole()
      const held = all.filter(({ id, kind }) => id === roleId || kind === 'member')
      const [theirs, own, headings, rooms] = await Promise.all([
        permissions.ofRoles(communityId, held),
        permissions.inChannels(viewer, communityId),
        categories.list(communityId),
        channels.list(communityId),
      ])
      const sees = (id: string) => theirs.of(id).has('view_channels') && own?.of(id).has('view_channels') === true
      const seen = rooms.filter(({ id }) => sees(id))
      return {
        role,
        permissions: [...theirs.community],
        categories: headings,
        channels: seen.map((channel) => ({ channel, permissions: [...theirs.of(channel.id)] })),
      }
    },
  }
}
