import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type AvatarId, type AvatarSize, avatarSizes, type Profile } from '@chaos/protocol'
import type { ProfileStore } from '../../database/stores/profile-store.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import { NotFoundError } from '../../utils/domain-error.ts'
import type { Viewer } from '../viewer.ts'
import { squaresOf } from './picture.ts'
import { accountGone, type AnnounceProfile } from './profile-service.ts'

type Deps = { profiles: ProfileStore; objects: ObjectStore; announce: AnnounceProfile }
export type AvatarService = ReturnType<typeof createAvatarService>

const folder = 'avatars/'
/** Where a picture's files are, the smaller first. */
export const avatarKeys = (avatar: AvatarId): string[] => avatarSizes.map((size) => keyOf(avatar, size))
const keyOf = (avatar: AvatarId, size: AvatarSize) => `${folder}${avatar.slice(0, 2)}/${avatar}-${size}.webp`
const avatarOf = (key: string): AvatarId | undefined => /\/([A-Za-z0-9_-]{43})-\d+\.webp$/.exec(key)?.[1]

/** A file that nobody names may belong to somebody who is just being given it; after this time it does not, ms. */
const strayAfterMs = 3_600_000

export function createAvatarService({ profiles, objects, announce }: Deps) {
  const erase = async (avatar: AvatarId): Promise<void> => {
    for (const key of avatarKeys(avatar)) await objects.remove(key)
  }
  /** Deletes the files, unless somebody else has the same picture. */
  const release = (avatar: AvatarId): Promise<void> => profiles.releaseAvatar(avatar, () => erase(avatar))

  return {
    release,

    /** Makes a picture of the bytes and gives it to the viewer. Throws the refusals of {@link squaresOf}. */
    async set({ userId }: Viewer, bytes: Buffer): Promise<Profile> {
      const squares = await squaresOf(bytes, avatarSizes.map(Number))
      const hash = createHash('sha256')
      for (const square of squares) hash.update(square)
      const avatar = hash.digest('base64url')
      const change = await profiles.giveAvatar(userId, avatar, async () => {
        const keys = avatarKeys(avatar)
        for (const [index, square] of squares.entries()) await objects.put(keys[index] ?? '', square)
      })
      if (!change) throw accountGone()
      if (change.before === avatar) return change.profile
      await announce(change.profile)
      if (change.before !== null) await release(change.before)
      return change.profile
    },

    async remove({ userId }: Viewer): Promise<Profile> {
      const change = await profiles.takeAvatar(userId)
      if (!change) throw accountGone()
      if (change.before === null) return change.profile
      await announce(change.profile)
      await release(change.before)
      return change.profile
    },

    /** Throws {@link NotFoundError}. */
    async open(avatar: AvatarId, size: AvatarSize): Promise<{ sizeBytes: number; stream: Readable }> {
      const found = await objects.open(keyOf(avatar, size))
      if (!found) throw new NotFoundError('there is no such picture')
      return found
    },

    /** Deletes what a crash left between a file and the row that was to name it. */
    async sweep(now: Date): Promise<void> {
      const strays = new Set<AvatarId>()
      for await (const { key, storedAt } of objects.list(folder)) {
        const avatar = avatarOf(key)
        if (avatar && now.getTime() - storedAt.getTime() > strayAfterMs) strays.add(avatar)
      }
      for (const avatar of strays) await release(avatar)
    },
  }
}
