import type { UserId } from '@chaos/protocol'
import type { CommunityEvents } from '../community/community-events.ts'
import type { PersonStore } from '../database/stores/person-store.ts'
import type { KeyEvents } from './key-events.ts'

type Deps = {
  people: Pick<PersonStore, 'circleOf'>
  events: { user: KeyEvents; community: Pick<CommunityEvents, 'publish'> }
}
export type KeyAnnouncer = ReturnType<typeof createKeyAnnouncer>

/** Tells everybody who sees an account that its key log is another one. */
export function createKeyAnnouncer({ people, events }: Deps) {
  return {
    async changed(userId: UserId): Promise<void> {
      const fact = { type: 'keys.changed' as const, userId }
      events.user.publish(userId, fact)
      const { communityIds, userIds } = await people.circleOf(userId)
      for (const id of userIds) events.user.publish(id, fact)
      for (const id of communityIds) events.community.publish(id, fact)
    },
  }
}
