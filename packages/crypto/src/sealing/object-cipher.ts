import { idBytes, labelled } from '../bytes/pack.ts'
import { type Bytes, type Key, ownBytes, randomBytes } from '../platform.ts'
import { aeadKey, aeadKeySize, aeadOpen, aeadSeal, nonceSize } from '../primitives/aead.ts'
import { derive } from '../primitives/hash.ts'
import { chunkSizeBytes, layoutOfPlain, layoutOfSealed, sealedChunkSizeBytes } from './object-layout.ts'

/** Which chunk of an object: `index` counts from 0, `last` is true for one of them. */
export type ChunkPlace = { index: number; last: boolean }

/** Seals and opens the chunks of one object (SPEC C). An object's key seals one object, once. */
export type ObjectCipher = {
  /** Throws RangeError for a chunk of a length that its place does not have. */
  sealChunk(place: ChunkPlace, plaintext: Uint8Array): Promise<Bytes>
  /** `undefined` for a chunk that was changed, moved or is of another object (SPEC C4). */
  openChunk(place: ChunkPlace, sealed: Uint8Array): Promise<Bytes | undefined>
  /** All of an object that is at hand as a whole. */
  seal(plaintext: Uint8Array): Promise<Bytes>
  open(sealed: Uint8Array): Promise<Bytes | undefined>
}

const indexOffset = 7
const flagOffset = 11
/** More at once would only fill the memory; the platform has as many threads as the machine has cores. */
const chunksAtOnce = 8

/** Travels inside an envelope. */
export const createObjectKey = (): Bytes => randomBytes(aeadKeySize)

export async function createObjectCipher({ key, objectId }: { key: Bytes; objectId: string }): Promise<ObjectCipher> {
  const cipher = await aeadKey(derive(key, labelled('object', idBytes(objectId))))
  return {
    sealChunk: (place, plaintext) => sealChunk(cipher, place, plaintext),
    openChunk: (place, sealed) => openChunk(cipher, place, sealed),
    seal: (plaintext) => sealAll(cipher, plaintext),
    open: (sealed) => openAll(cipher, sealed),
  }
}

async function sealChunk(cipher: Key, place: ChunkPlace, plaintext: Uint8Array): Promise<Bytes> {
  if (!fitsPlace(place, plaintext.length)) throw new RangeError('only the last chunk may be shorter than 64 KiB')
  return aeadSeal(cipher, boundTo(place), ownBytes(plaintext))
}

async function openChunk(cipher: Key, place: ChunkPlace, sealed: Uint8Array): Promise<Bytes | undefined> {
  const overhead = sealedChunkSizeBytes - chunkSizeBytes
  if (!fitsPlace(place, sealed.length - overhead)) return undefined
  return aeadOpen(cipher, boundTo(place), ownBytes(sealed))
}

async function sealAll(cipher: Key, plaintext: Uint8Array): Promise<Bytes> {
  const layout = layoutOfPlain(plaintext.length)
  if (!layout) throw new RangeError('an object holds at most 2 GiB')
  const sealed = new Uint8Array(layout.sealedSizeBytes)
  await forEachChunk(layout.chunks, async (place) => {
    const start = place.index * chunkSizeBytes
    const chunk = await sealChunk(cipher, place, plaintext.subarray(start, start + chunkSizeBytes))
    sealed.set(chunk, place.index * sealedChunkSizeBytes)
    return true
  })
  return sealed
}

async function openAll(cipher: Key, sealed: Uint8Array): Promise<Bytes | undefined> {
  const layout = layoutOfSealed(sealed.length)
  if (!layout) return undefined
  const plaintext = new Uint8Array(layout.sizeBytes)
  const opened = await forEachChunk(layout.chunks, async (place) => {
    const start = place.index * sealedChunkSizeBytes
    const chunk = await openChunk(cipher, place, sealed.subarray(start, start + sealedChunkSizeBytes))
    if (chunk) plaintext.set(chunk, place.index * chunkSizeBytes)
    return chunk !== undefined
  })
  return opened ? plaintext : undefined
}

/** Some at a time, in any order; ends with the first group in which one fails. */
async function forEachChunk(count: number, work: (place: ChunkPlace) => Promise<boolean>): Promise<boolean> {
  for (let from = 0; from < count; from += chunksAtOnce) {
    const length = Math.min(chunksAtOnce, count - from)
    const places = Array.from({ length }, (_, offset) => ({ index: from + offset, last: from + offset === count - 1 }))
    const results = await Promise.all(places.map(work))
    if (results.includes(false)) return false
  }
  return true
}

/** SPEC C1: only the last one may be shorter, and empty only where it is the only one. */
function fitsPlace({ index, last }: ChunkPlace, sizeBytes: number): boolean {
  if (!Number.isInteger(index) || index < 0 || index >= 2 ** 32) return false
  if (!last) return sizeBytes === chunkSizeBytes
  return sizeBytes <= chunkSizeBytes && (sizeBytes > 0 || (sizeBytes === 0 && index === 0))
}

/** SPEC C2. */
function boundTo({ index, last }: ChunkPlace): { nonce: Bytes; aad: Bytes } {
  const nonce = new Uint8Array(nonceSize)
  new DataView(nonce.buffer).setUint32(indexOffset, index)
  nonce[flagOffset] = last ? 1 : 0
  return { nonce, aad: noAad }
}

const noAad = new Uint8Array(0)
