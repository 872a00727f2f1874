import type { BanDraft, BanPage, CommunityId, OwnBan, PageQuery, UserId } from '@chaos/protocol'
import type { AuditLog } from '../../auth/audit-log.ts'
import type { Viewer } from '../../auth/viewer.ts'
import type { ModerationStore } from '../../database/stores/moderation-store.ts'
import { DomainError, ForbiddenError, NotFoundError } from '../../utils/domain-error.ts'
import type { CommunityEvents } from '../community-events.ts'
import type { Permissions } from '../permissions.ts'
import { readTimeCursor, writeTimeCursor } from '../time-cursor.ts'
import type { Target } from './target.ts'
import type { RemovalAnnouncer } from './removal-announcer.ts'

export class BannedError extends DomainError {
  override readonly code = 'banned'
}

type Deps = {
  moderation: ModerationStore
  permissions: Permissions
  announcer: RemovalAnnouncer
  events: CommunityEvents
  audit: AuditLog
}
export type BanService = ReturnType<typeof createBanService>

const noBan = () => new NotFoundError('there is no such ban')

export function createBanService({ moderation, permissions, announcer, events, audit }: Deps) {
  /** Somebody who is not in the community, or not any more, can be kept out too. */
  async function requireMayBan(viewer: Viewer, { communityId, userId }: Target): Promise<void> {
    await permissions.requireStanding(viewer, 'ban_members', communityId)
    if (await permissions.standing(userId, communityId))
      await permissions.requireAbove(viewer, 'ban_members', { communityId, userId })
    else if ((await moderation.displayNameOf(userId)) === null) throw new NotFoundError('there is no such account')
  }

  return {
    /** Removes somebody and keeps them out; again changes nothing. Throws the refusal of `permissions`. */
    async ban(viewer: Viewer, target: Target, { reason = '', purgeSeconds = 0 }: BanDraft): Promise<void> {
      await requireMayBan(viewer, target)
      const why = reason.trim()
      const banning = await moderation.ban({ ...target, bannedBy: viewer.userId, reason: why })
      if (banning.kind === 'owner') throw new ForbiddenError('nobody bans the owner')
      if (banning.kind === 'already') return
      const { communityId, userId: subjectId } = target
      events.publish(communityId, { type: 'member.banned', communityId, userId: subjectId, purgeSeconds })
      if (banning.wasMember) await announcer.removed(target, { how: 'banned', reason: why })
      await audit.record({
        ...{ action: 'member.banned', actorId: viewer.userId, subjectId, communityId },
        details: { reason: why, purgeSeconds },
      })
    },

    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async unban(viewer: Viewer, target: Target): Promise<void> {
      const { communityId, userId: subjectId } = target
      await permissions.requireStanding(viewer, 'ban_members', communityId)
      if (!(await moderation.unban(target))) throw noBan()
      await audit.record({ action: 'member.unbanned', actorId: viewer.userId, subjectId, communityId })
    },

    /** Newest first. Throws the refusal of `permissions`, or one for a strange cursor. */
    async page(viewer: Viewer, communityId: CommunityId, { cursor, limit = 50 }: PageQuery): Promise<BanPage> {
      await permissions.requireStanding(viewer, 'ban_members', communityId)
      const read = cursor === undefined ? null : readTimeCursor(cursor)
      const after = read && { createdAt: read.at, userId: read.id }
      const found = await moderation.bans(communityId, limit + 1, after)
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, next: found.length > limit && last ? writeTimeCursor(last.createdAt, last.user.id) : null }
    },

    /** What the viewer may know of being banned. Throws {@link NotFoundError}. */
    async own({ userId }: { userId: UserId }, communityId: CommunityId): Promise<OwnBan> {
      const ban = await moderation.ownBan({ communityId, userId })
      if (!ban) throw noBan()
      return ban
    },
  }
}
