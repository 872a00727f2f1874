import { botLimits, type BotEntry, type CommunityId, type Member } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { CommunityEvents, UserEvents } from '../community/community-events.ts'
import type { Permissions } from '../community/permissions.ts'
import type { BotJoining, BotStore } from '../database/stores/bot-store.ts'
import type { CommunityStore } from '../database/stores/community-store.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { DomainError, ForbiddenError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'

class AlreadyMemberError extends DomainError {
  override readonly code = 'already_member'
}

type Deps = {
  bots: Pick<BotStore, 'look' | 'bringIn'>
  communities: Pick<CommunityStore, 'find'>
  members: Pick<MemberStore, 'find' | 'bots'>
  permissions: Permissions
  events: { community: CommunityEvents; user: UserEvents }
  audit: AuditLog
  limits: { communitiesPerUser: number }
}
export type CommunityBots = ReturnType<typeof createCommunityBots>

/** Bots of whomever in a community. They go as everybody goes whom somebody removes. */
export function createCommunityBots(deps: Deps) {
  const { bots, communities, members, permissions, events, audit, limits } = deps

  const refusals: Record<Exclude<BotJoining, 'joined'>, () => DomainError> = {
    already: () => new AlreadyMemberError('the bot is in the community'),
    banned: () => new ForbiddenError('the bot is banned from the community'),
    too_many_communities: () => new LimitReachedError(`a bot is in at most ${limits.communitiesPerUser} communities`),
    too_many_bots: () => new LimitReachedError(`at most ${botLimits.perCommunity} bots`),
  }

  return {
    /** In the order they came. Throws the refusal of `permissions`. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<Member[]> {
      await permissions.require(viewer, 'manage_bots', { communityId })
      return members.bots(communityId)
    },

    /** Throws {@link AlreadyMemberError}, {@link NotFoundError}, {@link LimitReachedError}, or the refusal of `permissions`. */
    async add(viewer: Viewer, communityId: CommunityId, { bot: named }: BotEntry): Promise<Member> {
      await permissions.require(viewer, 'manage_bots', { communityId })
      const bot = await bots.look(named)
      if (!bot) throw new NotFoundError('there is no bot of this name')
      const limit = { communities: limits.communitiesPerUser, bots: botLimits.perCommunity }
      const joining = await bots.bringIn({ communityId, botId: bot.id }, limit)
      if (joining !== 'joined') throw refusals[joining]()
      const [member, community] = await Promise.all([members.find(communityId, bot.id), communities.find(communityId)])
      if (!member || !community) throw new NotFoundError('it was removed meanwhile')
      events.community.publish(communityId, { type: 'member.joined', communityId, member })
      events.user.publish(bot.id, { type: 'community.joined', community })
      await audit.record({ action: 'bot.added', actorId: viewer.userId, subjectId: bot.id, communityId })
      return member
    },
  }
}
