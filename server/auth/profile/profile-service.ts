import type { Profile, ProfileChange } from '@chaos/protocol'
import type { ProfileStore } from '../../database/stores/profile-store.ts'
import { cleanLine, cleanLines } from '../../utils/clean-text.ts'
import { BadRequestError, UnauthenticatedError } from '../../utils/domain-error.ts'
import type { Viewer } from '../viewer.ts'

/** Tells whoever sees this person. */
export type AnnounceProfile = (profile: Profile) => Promise<void>

type Deps = { profiles: ProfileStore; announce: AnnounceProfile }
export type ProfileService = ReturnType<typeof createProfileService>

export const accountGone = () => new UnauthenticatedError('the account is gone')

export function createProfileService({ profiles, announce }: Deps) {
  return {
    async own({ userId }: Viewer): Promise<Profile> {
      const profile = await profiles.find(userId)
      if (!profile) throw accountGone()
      return profile
    },

    /** Throws {@link BadRequestError} when nothing of the name can be seen. */
    async change(viewer: Viewer, { displayName, bio }: ProfileChange): Promise<Profile> {
      const change = {
        ...(displayName === undefined ? {} : { displayName: cleanLine(displayName) }),
        ...(bio === undefined ? {} : { bio: cleanLines(bio) }),
      }
      if (change.displayName === '') throw new BadRequestError('a name needs something that can be seen')
      if (Object.keys(change).length === 0) return this.own(viewer)
      const profile = await profiles.update(viewer.userId, change)
      if (!profile) throw accountGone()
      await announce(profile)
      return profile
    },
  }
}
