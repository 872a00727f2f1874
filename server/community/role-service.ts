import type { CommunityId, Role, CommunityRoleChange, RoleDraft, RoleOrderChange } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { RoleChangeStore, RoleKey } from '../database/stores/role-change-store.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import { changedDetails } from '../utils/changed-details.ts'
import { DomainError, ForbiddenError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { AccessAnnouncer } from './access-announcer.ts'
import type { CommunityEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'
import { requireBelow, requireCustom, requireOwn } from './role-rules.ts'

export class OrderStaleError extends DomainError {
  override readonly code = 'order_stale'
}

type Deps = {
  roles: Pick<RoleStore, 'list'>
  changes: RoleChangeStore
  permissions: Permissions
  access: AccessAnnouncer
  events: CommunityEvents
  audit: AuditLog
  limits: { rolesPerCommunity: number }
}
export type RoleService = ReturnType<typeof createRoleService>

export const noRole = () => new NotFoundError('there is no such role')
const written = ['name', 'color', 'permissions', 'isListed', 'isDefault'] as const

const added = (before: readonly Role['permissions'][number][], after: Role['permissions']) =>
  after.filter((permission) => !before.includes(permission))

/** What else somebody hands out by this change: new permissions; all of them when newcomers will get the role. */
const handedOut = (role: Role, { permissions = role.permissions, isDefault = false }: CommunityRoleChange) =>
  isDefault && !role.isDefault ? permissions : added(role.permissions, permissions)

const sameOrder = (a: readonly string[], b: readonly string[]): boolean => a.join() === b.join()

/** Throws {@link ForbiddenError} when a role has moved that is not below the viewer's own highest. */
function requireOnlyLower(own: Parameters<typeof requireBelow>[0], now: readonly Role[], to: readonly string[]): void {
  for (const [index, role] of now.entries()) if (to[index] !== role.id) requireBelow(own, role)
}

export function createRoleService({ roles, changes, permissions, access, events, audit, limits }: Deps) {
  const announce = async (communityId: CommunityId): Promise<Role[]> => {
    const all = await roles.list(communityId)
    events.publish(communityId, { type: 'roles.changed', communityId, roles: all })
    return all
  }
  const standing = (viewer: Viewer, communityId: CommunityId) =>
    permissions.requireStanding(viewer, 'manage_roles', communityId)

  return {
    /** The highest first. Throws the refusal of `permissions`. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<Role[]> {
      await permissions.require(viewer, 'view_community', { communityId })
      return roles.list(communityId)
    },

    /** Makes a role below all others. Throws {@link ForbiddenError}, {@link LimitReachedError} or the refusal of `permissions`. */
    async create(viewer: Viewer, communityId: CommunityId, draft: RoleDraft): Promise<Role> {
      const own = await standing(viewer, communityId)
      const { name, color = null, permissions: set = [], isListed = false, isDefault = false } = draft
      requireOwn(own.permissions, set)
      // A new role stands above that of everybody, so whoever has no other may not make one.
      if (!own.isOwner && own.roleIds.length === 1)
        throw new ForbiddenError('your own highest role is that of everybody')
      const fresh = { communityId, name: name.trim(), color, permissions: [...new Set(set)], isListed, isDefault }
      const role = await changes.insert(fresh, limits.rolesPerCommunity)
      if (!role) throw new LimitReachedError(`at most ${limits.rolesPerCommunity} roles`)
      const details = { role: role.name, permissions: role.permissions.join(', ') }
      await audit.record({ action: 'community_role.created', actorId: viewer.userId, communityId, details })
      await announce(communityId)
      return role
    },

    /** Throws {@link ForbiddenError}, {@link NotFoundError} or the refusal of `permissions`. */
    async change(viewer: Viewer, key: RoleKey, { name, ...rest }: CommunityRoleChange): Promise<Role> {
      const own = await standing(viewer, key.communityId)
      const change: CommunityRoleChange = { ...rest, ...(name === undefined ? {} : { name: name.trim() }) }
      const changed = await changes.change(key, (role) => {
        requireBelow(own, role)
        if (Object.keys(change).some((member) => member !== 'permissions')) requireCustom(role)
        requireOwn(own.permissions, handedOut(role, change))
        return change
      })
      if (!changed) throw noRole()
      const { before, role } = changed
      const details = changedDetails(before, role, written)
      if (Object.keys(details).length === 0) return role
      const entry = { actorId: viewer.userId, communityId: key.communityId }
      await audit.record({ action: 'community_role.changed', ...entry, details: { role: before.name, ...details } })
      await announce(key.communityId)
      if (before.permissions.join() !== role.permissions.join()) await access.toHolders(role)
      return role
    },

    /** Throws {@link ForbiddenError}, {@link NotFoundError} or the refusal of `permissions`. */
    async remove(viewer: Viewer, key: RoleKey): Promise<void> {
      const own = await standing(viewer, key.communityId)
      const removed = await changes.remove(key, (role) => {
        requireBelow(own, role)
        requireCustom(role)
      })
      if (!removed) throw noRole()
      const details = { role: removed.role.name }
      const entry = { actorId: viewer.userId, communityId: key.communityId, details }
      await audit.record({ action: 'community_role.deleted', ...entry })
      await announce(key.communityId)
      access.toMembers(key.communityId, removed.holders)
    },

    /** Throws {@link OrderStaleError}, {@link ForbiddenError} or the refusal of `permissions`. */
    async reorder(viewer: Viewer, communityId: CommunityId, { from, to }: RoleOrderChange): Promise<Role[]> {
      const own = await standing(viewer, communityId)
      await changes.reorder(communityId, (now) => {
        const isFresh = sameOrder(
          now.map(({ id }) => id),
          from,
        )
        if (!isFresh || !sameOrder(from.toSorted(), to.toSorted()))
          throw new OrderStaleError('the roles stand otherwise')
        requireOnlyLower(own, now, to)
        return to
      })
      await audit.record({ action: 'community_roles.ordered', actorId: viewer.userId, communityId })
      return announce(communityId)
    },
  }
}
