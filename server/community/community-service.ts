import type { Community, CommunityDraft, CommunityId, CommunityView, Permission, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import type { CommunityStore } from '../database/stores/community-store.ts'
import { LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { UserEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'

/** What everybody in a new community may. */
const memberPermissions: Permission[] = ['view_community', 'create_invite', 'connect_voice', 'speak']

type Deps = {
  communities: CommunityStore
  channels: ChannelStore
  permissions: Permissions
  events: UserEvents
  limits: { communitiesPerUser: number; usersPerChannel: number }
  /** Throws the refusal of a server that does not let everybody make communities. */
  requireMayCreate: (viewer: Viewer) => Promise<void>
}
export type CommunityService = ReturnType<typeof createCommunityService>

export function createCommunityService(deps: Deps) {
  const { communities, channels, permissions, events, limits, requireMayCreate } = deps
  return {
    /** Makes a community that the viewer owns, with one voice channel. Throws {@link LimitReachedError} or what `requireMayCreate` does. */
    async create(viewer: Viewer, { name }: CommunityDraft): Promise<Community> {
      await requireMayCreate(viewer)
      const { userId } = viewer
      const channel = { name: 'Lounge', userLimit: limits.usersPerChannel }
      const draft = { name: name.trim(), ownerId: userId, memberPermissions, channel }
      const community = await communities.insertUnlessTooMany(draft, limits.communitiesPerUser)
      if (!community) throw new LimitReachedError(`at most ${limits.communitiesPerUser} communities`)
      events.publish(userId, { type: 'community.joined', community })
      return community
    },

    list: ({ userId }: Viewer): Promise<Community[]> => communities.listOf(userId),

    /** Those of the named communities that the viewer is in. */
    async visibleAmong(userId: UserId, communityIds: readonly CommunityId[]): Promise<CommunityId[]> {
      const own = new Set((await communities.listOf(userId)).map(({ id }) => id))
      return communityIds.filter((id) => own.has(id))
    },

    /** Throws the refusal of `permissions`. */
    async view(viewer: Viewer, communityId: CommunityId): Promise<CommunityView> {
      const held = await permissions.require(viewer, 'view_community', { communityId })
      const community = await communities.find(communityId)
      if (!community) throw new NotFoundError('there is no such community')
      return { community, channels: await channels.list(communityId), permissions: [...held] }
    },
  }
}
