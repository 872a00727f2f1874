import type { CommunityId, Removal } from '@chaos/protocol'
import type { CommunityStore } from '../../database/stores/community-store.ts'
import type { CommunityEvents, UserEvents } from '../community-events.ts'
import type { Target } from './target.ts'
import type { Notify } from './notify.ts'

type Deps = {
  communities: Pick<CommunityStore, 'find'>
  events: { community: CommunityEvents; user: UserEvents }
  notify: Notify
}
export type RemovalAnnouncer = ReturnType<typeof createRemovalAnnouncer>

/** Tells somebody who was removed, everybody who saw them there, and the parts of the server that let them in. */
export function createRemovalAnnouncer({ communities, events, notify }: Deps) {
  const nameOf = async (communityId: CommunityId): Promise<string> => (await communities.find(communityId))?.name ?? ''
  return {
    nameOf,
    async removed({ communityId, userId }: Target, removal: Omit<Removal, 'name'>): Promise<void> {
      const name = await nameOf(communityId)
      // First the person, whose client then knows why the call that ends next has ended.
      events.user.publish(userId, { type: 'community.left', communityId, removal: { ...removal, name } })
      events.community.publish(communityId, { type: 'member.left', communityId, userId })
      await notify([userId], { kind: 'community.removed', communityId, name, how: removal.how })
    },
  }
}
