import type { KickDraft, Member, TimeoutDraft } from '@chaos/protocol'
import type { AuditLog } from '../../auth/audit-log.ts'
import type { Viewer } from '../../auth/viewer.ts'
import type { MemberStore } from '../../database/stores/member-store.ts'
import type { ModerationStore } from '../../database/stores/moderation-store.ts'
import { ForbiddenError } from '../../utils/domain-error.ts'
import type { CommunityEvents, UserEvents } from '../community-events.ts'
import type { Permissions } from '../permissions.ts'
import type { Notify } from './notify.ts'
import type { RemovalAnnouncer } from './removal-announcer.ts'
import { notIn, type Target } from './target.ts'

type Deps = {
  moderation: ModerationStore
  members: Pick<MemberStore, 'find'>
  permissions: Permissions
  announcer: RemovalAnnouncer
  events: { community: CommunityEvents; user: UserEvents }
  audit: AuditLog
  notify: Notify
}
export type MemberModeration = ReturnType<typeof createMemberModeration>

/** What moderators do with members who stay, and those they send away for now. */
export function createMemberModeration(deps: Deps) {
  const { moderation, members, permissions, announcer, events, audit, notify } = deps

  async function setTimeout({ communityId, userId }: Target, until: Date | null): Promise<Member> {
    const changed = await moderation.setTimeout({ communityId, userId }, until)
    const member = changed ? await members.find(communityId, userId) : null
    if (!member) throw notIn()
    events.community.publish(communityId, { type: 'member.updated', communityId, member })
    events.user.publish(userId, { type: 'access.changed', communityId })
    return member
  }

  return {
    /** Removes a member, who may come back. Throws the refusal of `permissions`. */
    async kick(viewer: Viewer, target: Target, { reason = '' }: KickDraft): Promise<void> {
      await permissions.requireAbove(viewer, 'kick_members', target)
      if (!(await moderation.remove(target))) throw notIn()
      const { communityId, userId: subjectId } = target
      await announcer.removed(target, { how: 'kicked', reason: reason.trim() })
      await audit.record({
        ...{ action: 'member.kicked', actorId: viewer.userId, subjectId, communityId },
        details: { reason: reason.trim() },
      })
    },

    /** Until it ends by itself, the member may only look. Throws the refusal of `permissions`. */
    async timeOut(viewer: Viewer, target: Target, { seconds, reason = '' }: TimeoutDraft): Promise<Member> {
      const { other } = await permissions.requireAbove(viewer, 'timeout_members', target)
      if (other.permissions.has('administrator')) throw new ForbiddenError('a timeout does not bind administrators')
      const until = new Date(Date.now() + seconds * 1000)
      const member = await setTimeout(target, until)
      const { communityId, userId: subjectId } = target
      await audit.record({
        ...{ action: 'member.timed_out', actorId: viewer.userId, subjectId, communityId },
        details: { until: until.toISOString(), reason: reason.trim() },
      })
      const name = await announcer.nameOf(communityId)
      await notify([subjectId], { kind: 'member.timeout', communityId, name, until: until.toISOString() })
      return member
    },

    /** Throws the refusal of `permissions`. */
    async liftTimeout(viewer: Viewer, target: Target): Promise<Member> {
      await permissions.requireAbove(viewer, 'timeout_members', target)
      const member = await setTimeout(target, null)
      const { communityId, userId: subjectId } = target
      await audit.record({ action: 'member.timeout_lifted', actorId: viewer.userId, subjectId, communityId })
      return member
    },
  }
}
