import type { Readable } from 'node:stream'
import { messageLimits, type UploadMetadata } from '@chaos/protocol'
import type { Viewer } from '../../auth/viewer.ts'
import type { AudioObject, AudioObjectStore, Quotas } from '../../database/stores/audio-object-store.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import { BadRequestError, NotFoundError } from '../../utils/domain-error.ts'
import {
  MessageIdTakenError,
  QuotaReachedError,
  RecordingTooLongError,
  StorageFullError,
  UploadOffsetError,
  UploadUnfinishedError,
} from '../message-refusals.ts'
import type { MessagePlaces } from '../places.ts'
import { createAssembly } from './assembly.ts'
import { segmentKey } from './object-keys.ts'
import { createOneAtATime } from './one-at-a-time.ts'
import { stepsOf } from './steps.ts'

type Deps = {
  store: AudioObjectStore
  objects: ObjectStore
  places: MessagePlaces
  quotas: Quotas
  /** Left free for everything else that wants the disk, the database above all. */
  diskReserveBytes: number
}
export type Uploads = ReturnType<typeof createUploads>

/** What a client knows of its upload. */
export type UploadState = { offset: number; length: number | null; touchedAt: Date }

const noRoom = () => new StorageFullError('the server has no room left for recordings')
const missing = () => new NotFoundError('there is no such upload')
const full: Record<'user_full' | 'community_full', string> = {
  user_full: 'your recordings take up as much room as they may here',
  community_full: 'the recordings of this community take up as much room as they may here',
}
const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

/**
 * Recordings on their way here, from the first word on. Each step is on the disk for good before its sender hears of it, and
 * counted only if it follows the one before; so whatever dies in between, nothing is lost, doubled or cut.
 */
export function createUploads({ store, objects, places, quotas, diskReserveBytes }: Deps) {
  const turns = createOneAtATime()
  const assemble = createAssembly({ store, objects })

  async function own({ userId }: Viewer, id: string): Promise<AudioObject> {
    const found = await store.find(id)
    if (found?.ownerId !== userId) throw missing()
    return found
  }

  async function requireRoom(): Promise<void> {
    const free = await objects.freeBytes()
    if (free !== null && free < diskReserveBytes) throw noRoom()
  }

  async function keepStep(id: string, startByte: number, step: Buffer): Promise<void> {
    const name = store.newSegmentName()
    const key = segmentKey(id, name)
    await requireRoom()
    await objects.put(key, step).catch((error: unknown) => {
      throw isDiskFull(error) ? noRoom() : error
    })
    if (await store.append(id, { startByte, sizeBytes: step.length, name })) return
    await objects.remove(key)
    throw new UploadOffsetError('this is not where the upload goes on, or it is larger than was said')
  }

  async function declare(object: AudioObject, length: number): Promise<void> {
    if (!(await store.declare(object.id, length)))
      throw new BadRequestError('the length was another before, or it is too small or too large')
  }

  return {
    /**
     * Begins an upload; the same one a second time is no mistake. Throws {@link RecordingTooLongError},
     * {@link QuotaReachedError}, {@link MessageIdTakenError} or the refusal of `places`.
     */
    async begin(viewer: Viewer, { objectId: id, channelId }: UploadMetadata, length: number | null): Promise<void> {
      const { communityId, longestMessageMs } = await places.enter(viewer, 'post_messages', channelId)
      const mostBytes = Math.ceil((longestMessageMs / 1000) * messageLimits.bytesPerSecond)
      if (length !== null && length > mostBytes)
        throw new RecordingTooLongError(`recordings here have at most ${mostBytes} bytes`)
      await requireRoom()
      const reservedBytes = length ?? mostBytes
      const upload = { id, ownerId: viewer.userId, communityId, channelId, declaredBytes: length, reservedBytes }
      const { kind } = await store.begin(upload, quotas)
      if (kind === 'taken') throw new MessageIdTakenError('another recording has this id')
      if (kind === 'user_full' || kind === 'community_full') throw new QuotaReachedError(full[kind])
    },

    /** Throws {@link NotFoundError}. */
    async state(viewer: Viewer, id: string): Promise<UploadState> {
      const { sizeBytes, declaredBytes, touchedAt } = await own(viewer, id)
      return { offset: sizeBytes, length: declaredBytes, touchedAt }
    },

    /**
     * Takes what `content` brings, as far as it comes, and returns where the upload stands then. A connection that hangs is
     * given up for the one that comes after it. Throws {@link NotFoundError}, {@link UploadOffsetError},
     * {@link StorageFullError} or {@link BadRequestError}.
     */
    append: (viewer: Viewer, id: string, part: { offset: number; length: number | null; content: Readable }) =>
      turns.take(id, part.content, async (): Promise<number> => {
        const object = await own(viewer, id)
        if (object.sizeBytes !== part.offset) throw new UploadOffsetError(`the upload stands at ${object.sizeBytes}`)
        if (part.length !== null) await declare(object, part.length)
        let offset = part.offset
        for await (const step of stepsOf(part.content)) {
          await keepStep(id, offset, step)
          offset += step.length
        }
        if (offset === (part.length ?? object.declaredBytes)) await assemble(id)
        return offset
      }),

    /** The whole recording of the viewer, as one file. Throws {@link NotFoundError} or {@link UploadUnfinishedError}. */
    async finished(viewer: Viewer, id: string): Promise<AudioObject> {
      const object = await own(viewer, id)
      if (object.state === 'stored') return object
      if (object.sizeBytes !== object.declaredBytes) throw new UploadUnfinishedError('the recording is not here yet')
      await assemble(id)
      return object
    },

    /** Gives an upload up. Throws {@link NotFoundError}; what a message has is not touched. */
    async cancel(viewer: Viewer, id: string): Promise<void> {
      await own(viewer, id)
      if (!(await store.forget(id))) throw new BadRequestError('a message has this recording')
    },
  }
}
