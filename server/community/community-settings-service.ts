import type {
  AvatarId,
  ChangedCommunity,
  Community,
  CommunityChange,
  CommunityId,
  Role,
  VerificationLevel,
} from '@chaos/protocol'
import type { Pictures } from '../auth/profile/pictures.ts'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { CommunityChangeStore, CommunityState, IconChange } from '../database/stores/community-change-store.ts'
import type { RoleStore } from '../database/stores/role-store.ts'
import { cleanLine, cleanLines } from '../utils/clean-text.ts'
import { BadRequestError, DomainError, ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import type { CommunityEvents } from './community-events.ts'
import { describeChanges } from './describe-changes.ts'
import type { Permissions, Standing } from './permissions.ts'

class MailDisabledError extends DomainError {
  override readonly code = 'mail_disabled'
}

type Deps = {
  changes: CommunityChangeStore
  roles: Pick<RoleStore, 'list'>
  permissions: Permissions
  pictures: Pick<Pictures, 'make' | 'release'>
  audit: AuditLog
  events: CommunityEvents
  /** Whether people can prove an e-mail address to this server. */
  sendsMail: boolean
}
export type CommunitySettingsService = ReturnType<typeof createCommunitySettingsService>

const missing = () => new NotFoundError('there is no such community')

export function createCommunitySettingsService(deps: Deps) {
  const { changes, roles, permissions, pictures, audit, events, sendsMail } = deps

  /** Nobody gives newcomers what they could not give somebody by hand. */
  async function requireMayMakeDefault(viewer: Viewer, communityId: CommunityId, ids: readonly string[]) {
    const all = await roles.list(communityId)
    const changed = all.filter(({ id, isDefault }) => isDefault !== ids.includes(id))
    if (changed.length === 0) return
    const own = await permissions.requireStanding(viewer, 'manage_roles', communityId)
    if (changed.some((role) => !mayGive(own, role)))
      throw new ForbiddenError('a role stands as high as you, or may more than you')
  }

  async function iconChanged(viewer: Viewer, change: IconChange | null): Promise<Community> {
    if (!change) throw missing()
    const { community, settings, before } = change
    if (before === community.icon) return community
    await publish(viewer, { community, settings }, describeChanges({ icon: before }, { icon: community.icon }))
    if (before !== null) await pictures.release(before)
    return community
  }

  async function publish({ userId }: Viewer, changed: ChangedCommunity, details: Record<string, string>) {
    const communityId = changed.community.id
    await audit.record({ action: 'community.updated', actorId: userId, communityId, details })
    events.publish(communityId, { type: 'community.updated', ...changed })
  }

  return {
    /** Throws the refusals of `permissions`, {@link BadRequestError} or {@link MailDisabledError}. */
    async change(viewer: Viewer, communityId: CommunityId, draft: CommunityChange): Promise<ChangedCommunity> {
      await permissions.require(viewer, 'manage_community', { communityId })
      const change = cleaned(draft)
      requireUsable(change.verification, sendsMail)
      if (change.defaultRoleIds) await requireMayMakeDefault(viewer, communityId, change.defaultRoleIds)
      const outcome = await changes.update(communityId, change)
      if (outcome.kind === 'missing') throw missing()
      if (outcome.kind === 'foreign') throw new BadRequestError('a room or role is not one of this community')
      const { before, after } = outcome
      const details = describeChanges(flat(before), flat(after))
      const { community, settings } = after
      if (Object.keys(details).length > 0) await publish(viewer, { community, settings }, details)
      if (details.defaultRoleIds !== undefined)
        events.publish(communityId, { type: 'roles.changed', communityId, roles: await roles.list(communityId) })
      return { community, settings }
    },

    /** Makes a picture of the bytes. Throws the refusals of `permissions` and `pictures`. */
    async setIcon(viewer: Viewer, communityId: CommunityId, bytes: Buffer): Promise<Community> {
      await permissions.require(viewer, 'manage_community', { communityId })
      const give = (icon: AvatarId, write: () => Promise<void>) => changes.giveIcon(communityId, icon, write)
      return iconChanged(viewer, await pictures.make(bytes, give))
    },

    /** Throws the refusal of `permissions`. */
    async removeIcon(viewer: Viewer, communityId: CommunityId): Promise<Community> {
      await permissions.require(viewer, 'manage_community', { communityId })
      return iconChanged(viewer, await changes.takeIcon(communityId))
    },
  }
}

/** Whether somebody may hand this role out: it is below their own, and may nothing that they may not. */
export const mayGive = (own: Standing, role: Role): boolean =>
  role.kind === 'custom' &&
  (own.isOwner || (role.position > own.rank && role.permissions.every((name) => own.permissions.has(name))))

function requireUsable(verification: VerificationLevel | undefined, sendsMail: boolean): void {
  if (verification === 'verified_email' && !sendsMail)
    throw new MailDisabledError('nobody can verify an address on this server')
}

function cleaned({ name, description, rules, ...rest }: CommunityChange): CommunityChange {
  const change = {
    ...rest,
    ...(name === undefined ? {} : { name: cleanLine(name) }),
    ...(description === undefined ? {} : { description: cleanLines(description) }),
    ...(rules === undefined ? {} : { rules: cleanLines(rules) }),
  }
  if (change.name === '') throw new BadRequestError('a name needs something that can be seen')
  return change
}

const flat = ({ community, settings, defaultRoleIds }: CommunityState) => {
  const { name, description, tags, visibility } = community
  return { name, description, tags, visibility, ...settings, defaultRoleIds }
}
