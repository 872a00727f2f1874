import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { type AvatarId, type AvatarSize, avatarSizes } from '@chaos/protocol'
import type { PictureStore } from '../../database/stores/picture-store.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import { NotFoundError } from '../../utils/domain-error.ts'
import { squaresOf } from './picture.ts'

type Deps = { pictures: Pick<PictureStore, 'release'>; objects: ObjectStore }
/** The files of all pictures: of people, and of communities. */
export type Pictures = ReturnType<typeof createPictures>

/** Names the picture to whom it is for, and has it written meanwhile. */
type Give<Change> = (picture: AvatarId, write: () => Promise<void>) => Promise<Change>

const folder = 'avatars/'
/** Where a picture's files are, the smaller first. */
export const pictureKeys = (picture: AvatarId): string[] => avatarSizes.map((size) => keyOf(picture, size))
const keyOf = (picture: AvatarId, size: AvatarSize) => `${folder}${picture.slice(0, 2)}/${picture}-${size}.webp`
const pictureOf = (key: string): AvatarId | undefined => /\/([A-Za-z0-9_-]{43})-\d+\.webp$/.exec(key)?.[1]

/** A file that nobody names may belong to somebody who is just being given it; after this time it does not, ms. */
const strayAfterMs = 3_600_000

export function createPictures({ pictures, objects }: Deps) {
  const erase = async (picture: AvatarId): Promise<void> => {
    for (const key of pictureKeys(picture)) await objects.remove(key)
  }
  /** Deletes the files, unless somebody else has the same picture. */
  const release = (picture: AvatarId): Promise<void> => pictures.release(picture, () => erase(picture))

  return {
    release,

    /** Makes a picture of the bytes and gives it. Throws the refusals of {@link squaresOf}. */
    async make<Change>(bytes: Buffer, give: Give<Change>): Promise<Change> {
      const squares = await squaresOf(bytes, avatarSizes.map(Number))
      const hash = createHash('sha256')
      for (const square of squares) hash.update(square)
      const picture = hash.digest('base64url')
      return give(picture, async () => {
        const keys = pictureKeys(picture)
        for (const [index, square] of squares.entries()) await objects.put(keys[index] ?? '', square)
      })
    },

    /** Throws {@link NotFoundError}. */
    async open(picture: AvatarId, size: AvatarSize): Promise<{ sizeBytes: number; stream: Readable }> {
      const found = await objects.open(keyOf(picture, size))
      if (!found) throw new NotFoundError('there is no such picture')
      return found
    },

    /** Deletes what a crash left between a file and the row that was to name it, and what went with its row. */
    async sweep(now: Date): Promise<void> {
      const strays = new Set<AvatarId>()
      for await (const { key, storedAt } of objects.list(folder)) {
        const picture = pictureOf(key)
        if (picture && now.getTime() - storedAt.getTime() > strayAfterMs) strays.add(picture)
      }
      for (const picture of strays) await release(picture)
    },
  }
}
