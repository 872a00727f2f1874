import type {
  CommunityId,
  CommunityPreview,
  DiscoveryPage,
  DiscoveryQuery,
  InvitePreview,
  Roster,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { DiscoveryService } from '../community/discovery-service.ts'
import type { InviteService } from '../community/invite-service.ts'

type Deps = {
  discovery: Pick<DiscoveryService, 'page' | 'preview' | 'openChannels'>
  invites: Pick<InviteService, 'preview'>
  rosters: (communityId: CommunityId) => Roster[]
}
export type OutsiderViews = ReturnType<typeof createOutsiderViews>

/** What those see who are not in a community, with how many talk there now in rooms that are no secret. */
export function createOutsiderViews({ discovery, invites, rosters }: Deps) {
  async function talkingIn(communityIds: readonly CommunityId[]): Promise<(communityId: CommunityId) => number> {
    const live = communityIds.filter((id) => rosters(id).some(({ occupants }) => occupants.length > 0))
    const open = new Set(
      (live.length === 0 ? [] : await discovery.openChannels(live)).map(({ channelId }) => channelId),
    )
    return (id) =>
      rosters(id).reduce((sum, { channelId, occupants }) => sum + (open.has(channelId) ? occupants.length : 0), 0)
  }

  return {
    /** Throws `InviteInvalidError`. */
    async invite(code: string): Promise<InvitePreview> {
      const preview = await invites.preview(code)
      const talking = await talkingIn([preview.community.id])
      return { ...preview, talkingCount: talking(preview.community.id) }
    },

    /** Throws `NotFoundError`. */
    async community(communityId: CommunityId): Promise<CommunityPreview> {
      const preview = await discovery.preview(communityId)
      const talking = await talkingIn([communityId])
      return { ...preview, talkingCount: talking(communityId) }
    },

    /** Throws `BadRequestError` for a strange cursor. */
    async discover(viewer: Viewer, query: DiscoveryQuery): Promise<DiscoveryPage> {
      const { items, next } = await discovery.page(viewer, query)
      const talking = await talkingIn(items.map(({ community }) => community.id))
      return { items: items.map((item) => ({ ...item, talkingCount: talking(item.community.id) })), next }
    },
  }
}
