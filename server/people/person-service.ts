import type { PersonProfile, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { PersonStore } from '../database/stores/person-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'

export type PersonService = ReturnType<typeof createPersonService>

export function createPersonService(people: PersonStore) {
  return {
    /** Somebody whom the viewer shares something with. Throws {@link NotFoundError}. */
    async view({ userId: viewerId }: Viewer, userId: UserId): Promise<PersonProfile> {
      const profile = await people.findProfile(viewerId, userId)
      if (!profile) throw new NotFoundError('there is nobody like this')
      return profile
    },
  }
}
