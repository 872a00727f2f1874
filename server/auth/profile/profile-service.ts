import type { Profile, ProfileChange, UserId } from '@chaos/protocol'
import type { ProfileStore } from '../../database/stores/profile-store.ts'
import { BadRequestError, NotFoundError, UnauthenticatedError } from '../../utils/domain-error.ts'
import { cleanName } from '../names/clean-name.ts'
import type { Viewer } from '../viewer.ts'

/** Tells whoever sees this person. */
export type AnnounceProfile = (profile: Profile) => Promise<void>

type Deps = { profiles: ProfileStore; announce: AnnounceProfile }
export type ProfileService = ReturnType<typeof createProfileService>

export const accountGone = () => new UnauthenticatedError('the account is gone')

const cleanLines = (text: string) =>
  text
    .split(/\r\n|\r|\n/)
    .map(cleanName)
    .join('\n')
    .trim()

export function createProfileService({ profiles, announce }: Deps) {
  return {
    /** One's own, or that of somebody in a community of one's own. Throws {@link NotFoundError}. */
    async view({ userId: viewerId }: Viewer, userId: UserId): Promise<Profile> {
      const profile = await profiles.findVisible(viewerId, userId)
      if (!profile) throw new NotFoundError('there is nobody like this')
      return profile
    },

    /** Throws {@link BadRequestError} when nothing of the name can be seen. */
    async change(viewer: Viewer, { displayName, bio }: ProfileChange): Promise<Profile> {
      const change = {
        ...(displayName === undefined ? {} : { displayName: cleanName(displayName) }),
        ...(bio === undefined ? {} : { bio: cleanLines(bio) }),
      }
      if (change.displayName === '') throw new BadRequestError('a name needs something that can be seen')
      if (Object.keys(change).length === 0) return this.view(viewer, viewer.userId)
      const profile = await profiles.update(viewer.userId, change)
      if (!profile) throw accountGone()
      await announce(profile)
      return profile
    },
  }
}
