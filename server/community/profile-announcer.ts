import type { CommunityId, Profile, UserId } from '@chaos/protocol'
import type { OwnEvents } from '../auth/profile/own-events.ts'
import type { CommunityStore } from '../database/stores/community-store.ts'
import type { CommunityEvents } from './community-events.ts'

type Deps = {
  communities: Pick<CommunityStore, 'listOf'>
  events: { community: CommunityEvents; user: OwnEvents }
}

/** Tells everybody who sees a person that they look different, or are gone. */
export function createProfileAnnouncer({ communities, events }: Deps) {
  return {
    async changed(profile: Profile): Promise<void> {
      const { id: userId, displayName, avatar } = profile
      events.user.publish(userId, { type: 'profile.changed', profile })
      for (const { id: communityId } of await communities.listOf(userId))
        events.community.publish(communityId, { type: 'member.updated', communityId, userId, displayName, avatar })
    },

    left(userId: UserId, communityIds: readonly CommunityId[]): void {
      for (const communityId of communityIds)
        events.community.publish(communityId, { type: 'member.left', communityId, userId })
    },
  }
}
