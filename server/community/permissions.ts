import type { ChannelId, CommunityId, Permission } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import { ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import { resolvePermissions } from './resolve-permissions.ts'

/** A community, or one channel in it. */
export type Place = { communityId: CommunityId; channelId?: ChannelId }

export type Permissions = ReturnType<typeof createPermissions>

/** The only judge of who may what. Everything that asks goes through here. */
export function createPermissions(roles: RoleStore) {
  async function resolve(
    { userId }: Viewer,
    { communityId, channelId }: Place,
  ): Promise<ReadonlySet<Permission> | null> {
    const held = await roles.heldBy(userId, communityId)
    if (held.length === 0) return null
    const roleIds = held.map((role) => role.id)
    return resolvePermissions(held, channelId ? await roles.overridesFor(channelId, userId, roleIds) : [])
  }

  return {
    /** What the viewer may, in the community or in one of its channels; null for those who are not in it. */
    resolve,

    /**
     * Returns what the viewer may, when `permission` is among it. Throws {@link ForbiddenError}, or
     * {@link NotFoundError} for those who may not even know that the community exists.
     */
    async require(viewer: Viewer, permission: Permission, place: Place) {
      const held = await resolve(viewer, place)
      if (!held?.has('view_community')) throw new NotFoundError('there is no such community')
      if (!held.has(permission)) throw new ForbiddenError(`this needs the permission ${permission}`)
      return held
    },
  }
}
