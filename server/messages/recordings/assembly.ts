import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { AudioObjectStore, Segment } from '../../database/stores/audio-object-store.ts'
import type { ObjectStore } from '../../storage/object-store.ts'
import { recordingKey, segmentKey } from './object-keys.ts'

type Deps = {
  store: Pick<AudioObjectStore, 'segments' | 'markStored'>
  objects: ObjectStore
}

/** Segments that are read ahead: stores far away answer slowly, not seldom. */
const ahead = 8

/**
 * Makes one file of an upload that is whole. It may be broken off anywhere and run again, or twice at once: the steps go only
 * once the file and the word of it are kept.
 */
export function createAssembly({ store, objects }: Deps) {
  async function read(id: string, { name, sizeBytes }: Segment): Promise<Buffer> {
    const found = await objects.open(segmentKey(id, name))
    const content = found && (await buffer(found.stream))
    if (content?.length !== sizeBytes) throw new Error(`step ${name} of upload ${id} is not what was stored`)
    return content
  }

  async function* inOrder(id: string, segments: readonly Segment[]): AsyncGenerator<Buffer> {
    const reading: Promise<Buffer>[] = []
    for (const [index] of segments.entries()) {
      for (const segment of segments.slice(index + reading.length, index + ahead)) {
        const one = read(id, segment)
        // Whoever waits for it hears of its failure; until then nobody has to.
        one.catch(() => {})
        reading.push(one)
      }
      const next = await reading.shift()
      if (next) yield next
    }
  }

  return async (id: string): Promise<void> => {
    const segments = await store.segments(id)
    // None are left: another request was faster.
    if (segments.length === 0) return
    try {
      await objects.put(recordingKey(id), Readable.from(inOrder(id, segments)))
    } catch (error) {
      // Another process was faster, and took the steps away.
      if ((await store.segments(id)).length === 0) return
      throw error
    }
    await store.markStored(id)
    for (const { name } of segments) await objects.remove(segmentKey(id, name))
  }
}
