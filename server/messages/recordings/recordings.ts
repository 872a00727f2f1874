import type { Readable } from 'node:stream'
import type { MessageFacts } from '../../database/stores/message-store.ts'
import type { AudioObjectStore } from '../../database/stores/audio-object-store.ts'
import type { ByteRange, ObjectStore } from '../../storage/object-store.ts'
import { NotFoundError } from '../../utils/domain-error.ts'
import { objectOfKey, recordingKey, recordingsFolder, segmentKey, segmentOfKey, uploadsFolder } from './object-keys.ts'

type Deps = {
  store: AudioObjectStore
  objects: ObjectStore
}
export type Recordings = ReturnType<typeof createRecordings>

export type OpenRecording = { objectId: string; sizeBytes: number; format: string }

/** What nobody went on with for so long is given up; a file that nobody names may be about to be named, ms. */
const abandonedAfterMs = 86_400_000
const strayAfterMs = 3_600_000
const collectedAtOnce = 500

const missing = () => new NotFoundError('there is no such recording')

/** The bytes of recordings, and which of them may go. */
export function createRecordings({ store, objects }: Deps) {
  /** The row first: it cannot go while a message refers to it. Files without a row are found by `sweep`. */
  async function release(objectId: string): Promise<void> {
    const segments = await store.segments(objectId)
    if (!(await store.forget(objectId))) return
    await objects.remove(recordingKey(objectId))
    for (const { name } of segments) await objects.remove(segmentKey(objectId, name))
  }

  /** Whether a file is named by a row: the whole by its object, a step by its segment. */
  async function isNamed(key: string): Promise<boolean> {
    const objectId = objectOfKey(key) ?? ''
    const object = await store.find(objectId)
    const segment = segmentOfKey(key)
    if (segment === undefined || object === null) return object !== null
    return (await store.segments(objectId)).some(({ name }) => name === segment)
  }

  async function removeStrays(folder: string, before: number): Promise<void> {
    for await (const { key, storedAt } of objects.list(folder))
      if (storedAt.getTime() < before && !(await isNamed(key))) await objects.remove(key)
  }

  return {
    release,

    /** Of a message that has one. Throws {@link NotFoundError}. */
    async describe({ audioObjectId, body }: MessageFacts): Promise<OpenRecording> {
      const object = audioObjectId === null ? null : await store.find(audioObjectId)
      if (!object || !body) throw missing()
      const format = body.kind === 'open' ? body.content.audio?.format : undefined
      return { objectId: object.id, sizeBytes: object.sizeBytes, format: format ?? 'application/octet-stream' }
    },

    /** Where clients fetch it themselves; null: here only. */
    linkTo: (objectId: string): Promise<string | null> => objects.linkTo(recordingKey(objectId)),

    /** Throws {@link NotFoundError}. */
    async open(objectId: string, range?: ByteRange): Promise<Readable> {
      const found = await objects.open(recordingKey(objectId), range)
      if (!found) throw missing()
      return found.stream
    },

    /** Lets go what no message names: uploads that were given up, recordings of messages that went, and files without a row. */
    async collect(now: Date): Promise<void> {
      const before = new Date(now.getTime() - abandonedAfterMs)
      for (const objectId of await store.abandoned(before, collectedAtOnce)) await release(objectId)
      await removeStrays(uploadsFolder, now.getTime() - strayAfterMs)
      await removeStrays(recordingsFolder, now.getTime() - strayAfterMs)
    },
  }
}
