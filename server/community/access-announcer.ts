import type { CommunityId, Role, UserId } from '@chaos/protocol'
import type { RoleChangeStore } from '../database/stores/role-change-store.ts'
import type { CommunityEvents, UserEvents } from './community-events.ts'

/** With more people concerned it is cheaper to tell all who look. */
const mostNamed = 100

type Deps = {
  roles: Pick<RoleChangeStore, 'holders'>
  events: { community: CommunityEvents; user: UserEvents }
}
export type AccessAnnouncer = ReturnType<typeof createAccessAnnouncer>

/** Tells people that what they may in a community changed. */
export function createAccessAnnouncer({ roles, events }: Deps) {
  const toEverybody = (communityId: CommunityId): void =>
    events.community.publish(communityId, { type: 'access.changed', communityId })

  const toMembers = (communityId: CommunityId, userIds: readonly UserId[]): void => {
    if (userIds.length > mostNamed) return toEverybody(communityId)
    for (const userId of userIds) events.user.publish(userId, { type: 'access.changed', communityId })
  }

  return {
    toMembers,
    /** To all who have a role. */
    async toHolders({ id, kind, communityId }: Pick<Role, 'id' | 'kind' | 'communityId'>): Promise<void> {
      if (kind === 'member') toEverybody(communityId)
      else toMembers(communityId, await roles.holders(id, mostNamed + 1))
    },
  }
}
