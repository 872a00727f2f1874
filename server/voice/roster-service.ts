import type { CommunityId, Roster } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { Permissions } from '../community/permissions.ts'

type Deps = { permissions: Permissions; rosters: (communityId: CommunityId) => Roster[] }
export type RosterService = ReturnType<typeof createRosterService>

export function createRosterService({ permissions, rosters }: Deps) {
  return {
    /** Who is in the voice channels that the viewer sees; empty ones are left out. Throws the refusal of `permissions`. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<Roster[]> {
      await permissions.require(viewer, 'view_community', { communityId })
      const reach = await permissions.inChannels(viewer, communityId)
      return rosters(communityId).filter(({ channelId }) => reach?.of(channelId).has('view_channels'))
    },
  }
}
