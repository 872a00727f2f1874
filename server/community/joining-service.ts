import type { ChannelId, Community, CommunityId, InviteAcceptance, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { JoiningOutcome, JoiningStore } from '../database/stores/joining-store.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { DomainError, LimitReachedError } from '../utils/domain-error.ts'
import type { CommunityEvents, UserEvents } from './community-events.ts'
import { BannedError } from './moderation/ban-service.ts'
import type { Permissions } from './permissions.ts'

export class InviteInvalidError extends DomainError {
  override readonly code = 'invite_invalid'
}

type Deps = {
  joining: JoiningStore
  channels: Pick<ChannelStore, 'list'>
  members: Pick<MemberStore, 'find'>
  permissions: Permissions
  events: { community: CommunityEvents; user: UserEvents }
  limits: { communitiesPerUser: number }
  /** Throws the refusal of a community that does not want somebody's name. */
  admitNewcomer: (newcomer: { userId: UserId; communityId: CommunityId }) => Promise<void>
}
export type JoiningService = ReturnType<typeof createJoiningService>

/** By which door: an invite, or none because it is open. */
type Door = { invite: { code: string; givesRole: boolean } | null; channelId: ChannelId | null }

export const inviteOver = () => new InviteInvalidError('this invite does not work, or no longer')

/** The way into a community, whoever opened the door. */
export function createJoiningService(deps: Deps) {
  const { joining, channels, members, permissions, events, limits, admitNewcomer } = deps

  function requireJoined(outcome: JoiningOutcome): void {
    if (outcome === 'banned') throw new BannedError('you are banned from this community')
    if (outcome === 'invite_over') throw inviteOver()
    if (outcome === 'too_many') throw new LimitReachedError(`at most ${limits.communitiesPerUser} communities`)
  }

  /** Where somebody arrives: the room the door leads to, or else the first that they may see. */
  async function arrival(viewer: Viewer, communityId: CommunityId, wanted: ChannelId | null) {
    const access = await permissions.inChannels(viewer, communityId)
    const visible = (await channels.list(communityId)).filter(({ id }) => access?.of(id).has('view_channels'))
    return (visible.find(({ id }) => id === wanted) ?? visible[0])?.id ?? null
  }

  async function announce(community: Community, userId: UserId): Promise<void> {
    const communityId = community.id
    const member = await members.find(communityId, userId)
    if (member) events.community.publish(communityId, { type: 'member.joined', communityId, member })
    events.user.publish(userId, { type: 'community.joined', community })
  }

  return {
    /**
     * Joins; who is in already is let through. Throws {@link BannedError}, {@link InviteInvalidError} or
     * {@link LimitReachedError}, or what `admitNewcomer` does.
     */
    async join(viewer: Viewer, community: Community, { invite, channelId }: Door): Promise<InviteAcceptance> {
      const { userId } = viewer
      await admitNewcomer({ userId, communityId: community.id })
      const entrance = { communityId: community.id, userId, invite, limit: limits.communitiesPerUser }
      const outcome = await joining.join(entrance)
      requireJoined(outcome)
      if (outcome === 'joined') await announce(community, userId)
      return { community, channelId: await arrival(viewer, community.id, channelId) }
    },

    /** Agrees to the rules. Nothing happens when that was done before. Throws the refusal of `permissions`. */
    async acceptRules(viewer: Viewer, communityId: CommunityId): Promise<void> {
      await permissions.require(viewer, 'view_community', { communityId })
      if (await joining.acceptRules(communityId, viewer.userId))
        events.user.publish(viewer.userId, { type: 'access.changed', communityId })
    },
  }
}
