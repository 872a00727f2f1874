import type { Member, NicknameChange } from '@chaos/protocol'
import type { AuditLog } from '../../auth/audit-log.ts'
import type { Viewer } from '../../auth/viewer.ts'
import type { MemberStore } from '../../database/stores/member-store.ts'
import type { ModerationStore } from '../../database/stores/moderation-store.ts'
import { cleanLine } from '../../utils/clean-text.ts'
import { BadRequestError } from '../../utils/domain-error.ts'
import type { CommunityEvents } from '../community-events.ts'
import type { Permissions } from '../permissions.ts'
import type { AutomaticModeration } from './automatic-moderation.ts'
import { notIn, type Target } from './target.ts'

type Deps = {
  moderation: ModerationStore
  members: Pick<MemberStore, 'find'>
  permissions: Permissions
  automatic: Pick<AutomaticModeration, 'admitName'>
  events: CommunityEvents
  audit: AuditLog
}
export type NicknameService = ReturnType<typeof createNicknameService>

export function createNicknameService({ moderation, members, permissions, automatic, events, audit }: Deps) {
  async function requireMayRename(viewer: Viewer, target: Target): Promise<void> {
    if (viewer.userId === target.userId)
      await permissions.requireStanding(viewer, 'change_nickname', target.communityId)
    else await permissions.requireAbove(viewer, 'manage_nicknames', target)
  }

  return {
    /** Throws the refusals of `permissions` and of automatic rules, and {@link BadRequestError} for what cannot be seen. */
    async change(viewer: Viewer, target: Target, change: NicknameChange): Promise<Member> {
      await requireMayRename(viewer, target)
      const { communityId, userId: subjectId } = target
      const before = await members.find(communityId, subjectId)
      if (!before) throw notIn()
      const nickname = change.nickname === null ? null : cleanLine(change.nickname)
      if (nickname === '') throw new BadRequestError('a name needs something that can be seen')
      if (nickname === before.nickname) return before
      await automatic.admitName(target, nickname ?? before.displayName)
      await moderation.setNickname(target, nickname)
      const member = await members.find(communityId, subjectId)
      if (!member) throw notIn()
      events.publish(communityId, { type: 'member.updated', communityId, member })
      await audit.record({
        ...{ action: 'member.nickname_changed', actorId: viewer.userId, subjectId, communityId },
        details: { 'nickname.before': before.nickname, 'nickname.after': nickname },
      })
      return member
    },
  }
}
