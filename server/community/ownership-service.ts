import type { AvatarId, CommunityId, UserId } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { ConfirmationService } from '../auth/confirmation.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { OwnershipStore } from '../database/stores/ownership-store.ts'
import { DomainError, ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import type { CommunityEvents, UserEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'

class LastOwnerError extends DomainError {
  override readonly code = 'last_owner'
}

class NameMismatchError extends DomainError {
  override readonly code = 'name_mismatch'
}

type Deps = {
  ownership: OwnershipStore
  members: Pick<MemberStore, 'find'>
  permissions: Permissions
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  audit: AuditLog
  events: { community: CommunityEvents; user: UserEvents }
  /** Its files go unless somebody else has the same picture. */
  releasePicture: (picture: AvatarId) => Promise<void>
}
export type OwnershipService = ReturnType<typeof createOwnershipService>

const missing = () => new NotFoundError('there is no such community')
const notOwner = () => new ForbiddenError('only the owner of a community may do this')

/** Going, handing over, and ending a community. */
export function createOwnershipService(deps: Deps) {
  const { ownership, members, permissions, confirmation, audit, events } = deps

  async function requireOwner(viewer: Viewer, communityId: CommunityId): Promise<void> {
    const own = await permissions.standing(viewer.userId, communityId)
    if (!own) throw missing()
    if (!own.isOwner) throw notOwner()
    await confirmation.requireRecent(viewer)
  }

  return {
    /** Throws {@link LastOwnerError} for the owner, who hands over or deletes first. */
    async leave({ userId }: Viewer, communityId: CommunityId): Promise<void> {
      const outcome = await ownership.leave(communityId, userId)
      if (outcome === 'no_member') throw missing()
      if (outcome === 'owner') throw new LastOwnerError('make somebody else the owner first')
      events.community.publish(communityId, { type: 'member.left', communityId, userId })
      events.user.publish(userId, { type: 'community.left', communityId })
    },

    /** Throws {@link ForbiddenError}, {@link NotFoundError} or the refusal of `confirmation`. */
    async handOver(viewer: Viewer, communityId: CommunityId, heirId: UserId): Promise<void> {
      await requireOwner(viewer, communityId)
      const outcome = await ownership.handOver(communityId, viewer.userId, heirId)
      if (outcome === 'not_owner') throw notOwner()
      if (outcome === 'no_heir') throw new NotFoundError('there is nobody in the community who could be its owner')
      const entry = { action: 'community.handed_over', actorId: viewer.userId, subjectId: heirId, communityId } as const
      await audit.record(entry)
      for (const userId of [viewer.userId, heirId]) {
        const member = await members.find(communityId, userId)
        if (member) events.community.publish(communityId, { type: 'member.updated', communityId, member })
        events.user.publish(userId, { type: 'access.changed', communityId })
      }
    },

    /** Throws {@link ForbiddenError}, {@link NotFoundError}, {@link NameMismatchError} or the refusal of `confirmation`. */
    async remove(viewer: Viewer, communityId: CommunityId, name: string): Promise<void> {
      await requireOwner(viewer, communityId)
      const outcome = await ownership.remove(communityId, viewer.userId, name.trim())
      if (outcome.kind === 'not_owner') throw notOwner()
      if (outcome.kind === 'other_name') throw new NameMismatchError('this is not the name of the community')
      const details = { name: name.trim(), members: outcome.memberIds.length }
      await audit.record({ action: 'community.deleted', actorId: viewer.userId, communityId, details })
      // First the rooms, so that their calls end; then the community itself, for everybody who was in it.
      for (const channelId of outcome.channelIds)
        events.community.publish(communityId, { type: 'channel.deleted', communityId, channelId })
      for (const userId of outcome.memberIds) events.user.publish(userId, { type: 'community.left', communityId })
      if (outcome.icon !== null) await deps.releasePicture(outcome.icon)
    },
  }
}
