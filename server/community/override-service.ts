import type { ChannelPermission, CommunityId, OverrideChange, Permission, PermissionOverride } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { OverrideKey, OverrideStore } from '../database/stores/override-store.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import { changedDetails } from '../utils/changed-details.ts'
import { BadRequestError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { AccessAnnouncer } from './access-announcer.ts'
import type { ChannelService } from './channel-service.ts'
import type { Permissions } from './permissions.ts'
import { requireBelow, requireOwn } from './role-rules.ts'
import { noRole } from './role-service.ts'

type Deps = {
  overrides: OverrideStore
  roles: Pick<RoleStore, 'list'>
  channels: Pick<ChannelService, 'enter'>
  permissions: Permissions
  access: AccessAnnouncer
  audit: AuditLog
  limits: { overridesPerChannel: number }
}
export type OverrideService = ReturnType<typeof createOverrideService>

const none: OverrideChange = { allow: [], deny: [] }
const without = (from: readonly ChannelPermission[], names: readonly ChannelPermission[]): ChannelPermission[] =>
  from.filter((name) => !names.includes(name))

/** What becomes possible that was not: newly allowed, or no longer denied. */
const opened = (before: OverrideChange, after: OverrideChange): Permission[] => [
  ...without(after.allow, before.allow),
  ...without(before.deny, after.deny),
]

export function createOverrideService(deps: Deps) {
  const { overrides, roles, channels, permissions, access, audit, limits } = deps

  /** Whom it is about: a role or a person that the viewer may touch. Tells those concerned when it is done. */
  async function target(viewer: Viewer, communityId: CommunityId, { target: kind, targetId }: OverrideKey) {
    if (kind === 'member') {
      const isOther = viewer.userId !== targetId
      if (isOther) await permissions.requireAbove(viewer, 'view_community', { communityId, userId: targetId })
      return { details: {}, subjectId: targetId, announce: async () => access.toMembers(communityId, [targetId]) }
    }
    const own = await permissions.requireStanding(viewer, 'view_community', communityId)
    const role = (await roles.list(communityId)).find(({ id }) => id === targetId)
    if (!role) throw noRole()
    requireBelow(own, role)
    return { details: { role: role.name }, announce: () => access.toHolders(role) }
  }

  async function enter(viewer: Viewer, key: OverrideKey) {
    const { channel, permissions: own } = await channels.enter(viewer, 'manage_roles', key.channelId)
    const { announce, details, ...about } = await target(viewer, channel.communityId, key)
    const { communityId } = channel
    return {
      own,
      announce,
      details: { channel: channel.name, ...details },
      entry: { actorId: viewer.userId, communityId, ...about },
    }
  }

  return {
    /** Throws the refusal of `permissions`, or NotFoundError. */
    async list(viewer: Viewer, channelId: string): Promise<PermissionOverride[]> {
      await channels.enter(viewer, 'manage_roles', channelId)
      return overrides.list(channelId)
    },

    /** Throws ForbiddenError for what the viewer lacks in the channel, {@link LimitReachedError} or as `list` does. */
    async put(viewer: Viewer, key: OverrideKey, change: OverrideChange): Promise<void> {
      if (change.allow.some((name) => change.deny.includes(name)))
        throw new BadRequestError('nothing can be both allowed and denied')
      const { own, announce, details, entry } = await enter(viewer, key)
      const unique = { allow: [...new Set(change.allow)], deny: [...new Set(change.deny)] }
      const done = await overrides.put(key, unique, {
        limit: limits.overridesPerChannel,
        judge: (before) => requireOwn(own, opened(before ?? none, unique)),
      })
      if (!done) throw new LimitReachedError(`at most ${limits.overridesPerChannel} in one channel`)
      const changed = changedDetails(done.before ?? none, unique, ['allow', 'deny'])
      await audit.record({ action: 'override.changed', ...entry, details: { ...details, ...changed } })
      await announce()
    },

    /** Throws as `put` does. */
    async remove(viewer: Viewer, key: OverrideKey): Promise<void> {
      const { own, announce, details, entry } = await enter(viewer, key)
      const before = await overrides.remove(key, (found) => requireOwn(own, opened(found ?? none, none)))
      if (!before) throw new NotFoundError('nothing is set for them here')
      const changed = changedDetails(before, none, ['allow', 'deny'])
      await audit.record({ action: 'override.removed', ...entry, details: { ...details, ...changed } })
      await announce()
    },
  }
}
