import type { Profile } from '@chaos/protocol'
import type { ProfileStore } from '../../database/stores/profile-store.ts'
import type { Viewer } from '../viewer.ts'
import type { Pictures } from './pictures.ts'
import { accountGone, type AnnounceProfile } from './profile-service.ts'

type Deps = { profiles: ProfileStore; pictures: Pick<Pictures, 'make' | 'release'>; announce: AnnounceProfile }
export type AvatarService = ReturnType<typeof createAvatarService>

export function createAvatarService({ profiles, pictures, announce }: Deps) {
  return {
    /** Makes a picture of the bytes and gives it to the viewer. Throws the refusals of `pictures`. */
    async set({ userId }: Viewer, bytes: Buffer): Promise<Profile> {
      const change = await pictures.make(bytes, (avatar, write) => profiles.giveAvatar(userId, avatar, write))
      if (!change) throw accountGone()
      if (change.before === change.profile.avatar) return change.profile
      await announce(change.profile)
      if (change.before !== null) await pictures.release(change.before)
      return change.profile
    },

    async remove({ userId }: Viewer): Promise<Profile> {
      const change = await profiles.takeAvatar(userId)
      if (!change) throw accountGone()
      if (change.before === null) return change.profile
      await announce(change.profile)
      await pictures.release(change.before)
      return change.profile
    },
  }
}
