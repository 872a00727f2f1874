import { randomBytes } from 'node:crypto'
import type { CommunityId, Invite, InviteAcceptance, InviteDraft, InvitePreview, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { CommunityStore } from '../database/stores/community-store.ts'
import type { InviteStore } from '../database/stores/invite-store.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import { DomainError, LimitReachedError } from '../utils/domain-error.ts'
import type { CommunityEvents, UserEvents } from './community-events.ts'
import { BannedError } from './moderation/ban-service.ts'
import type { Permissions } from './permissions.ts'

export class InviteInvalidError extends DomainError {
  override readonly code = 'invite_invalid'
}

type Deps = {
  invites: InviteStore
  communities: CommunityStore
  channels: ChannelStore
  members: MemberStore
  permissions: Permissions
  events: { community: CommunityEvents; user: UserEvents }
  limits: { communitiesPerUser: number }
  /** Throws the refusal of a community that does not want somebody's name. */
  admitNewcomer: (newcomer: { userId: UserId; communityId: CommunityId }) => Promise<void>
  /** Where people reach this server. */
  publicUrl: () => string
}
export type InviteService = ReturnType<typeof createInviteService>

export function createInviteService(deps: Deps) {
  const { invites, communities, channels, members, permissions, events, limits, admitNewcomer, publicUrl } = deps

  async function open(code: string) {
    const communityId = await invites.findCommunityId(code)
    const community = communityId ? await communities.find(communityId) : null
    if (!community) throw new InviteInvalidError('this invite does not work, or no longer')
    const [channel] = await channels.list(community.id)
    return { community, channelId: channel?.id ?? null }
  }

  return {
    /** Throws the refusal of `permissions`. */
    async create(viewer: Viewer, communityId: CommunityId, { expiresInSeconds }: InviteDraft): Promise<Invite> {
      await permissions.require(viewer, 'create_invite', { communityId })
      const code = randomBytes(16).toString('base64url')
      const expiresAt = expiresInSeconds === undefined ? null : new Date(Date.now() + expiresInSeconds * 1000)
      await invites.insert({ code, communityId, createdBy: viewer.userId, expiresAt })
      const url = new URL(`/invite/${code}`, publicUrl()).href
      return { code, communityId, url, expiresAt: expiresAt?.toISOString() ?? null }
    },

    /** What anybody with the link may see. Throws {@link InviteInvalidError}. */
    async preview(code: string): Promise<InvitePreview> {
      const { community, channelId } = await open(code)
      return { code, community, memberCount: await members.count(community.id), channelId }
    },

    /** Joins; who is in already is let through. Throws {@link InviteInvalidError}, {@link BannedError}, {@link LimitReachedError} or what `admitNewcomer` does. */
    async accept({ userId }: Viewer, code: string): Promise<InviteAcceptance> {
      const { community, channelId } = await open(code)
      await admitNewcomer({ userId, communityId: community.id })
      const joining = await members.join(community.id, userId, limits.communitiesPerUser)
      if (joining.kind === 'banned') throw new BannedError('you are banned from this community')
      if (joining.kind === 'too_many') throw new LimitReachedError(`at most ${limits.communitiesPerUser} communities`)
      if (joining.kind === 'joined') {
        const { member } = joining
        events.community.publish(community.id, { type: 'member.joined', communityId: community.id, member })
        events.user.publish(userId, { type: 'community.joined', community })
      }
      return { community, channelId }
    },
  }
}
