import type { CommunityId, Member, Profile, UserId } from '@chaos/protocol'
import type { OwnEvents } from '../auth/profile/own-events.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { CommunityEvents } from './community-events.ts'

type Deps = {
  members: Pick<MemberStore, 'ofUser'>
  events: { community: CommunityEvents; user: OwnEvents }
  /** Looks at what somebody in a community is called now. */
  noteName: (communityId: CommunityId, member: Member) => Promise<void>
}

/** Tells everybody who sees a person that they look different, or are gone. */
export function createProfileAnnouncer({ members, events, noteName }: Deps) {
  return {
    async changed(profile: Profile): Promise<void> {
      events.user.publish(profile.id, { type: 'profile.changed', profile })
      for (const { communityId, member } of await members.ofUser(profile.id)) {
        events.community.publish(communityId, { type: 'member.updated', communityId, member })
        await noteName(communityId, member)
      }
    },

    left(userId: UserId, communityIds: readonly CommunityId[]): void {
      for (const communityId of communityIds)
        events.community.publish(communityId, { type: 'member.left', communityId, userId })
    },
  }
}
