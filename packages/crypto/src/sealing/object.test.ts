import { beforeAll, describe, expect, it } from 'vitest'
import { concatBytes, equalBytes, randomBytes } from '../platform.ts'
import { nextId } from '../testing/people.ts'
import { seededRandom } from '../testing/random.ts'
import { createObjectCipher, createObjectKey, type ObjectCipher } from './object-cipher.ts'
import { chunkSizeBytes, layoutOfPlain, layoutOfSealed, sealedChunkSizeBytes } from './object-layout.ts'

const key = createObjectKey()
const objectId = nextId()
const plaintext = seededRandom(8).bytes(2 * chunkSizeBytes + 100)
let cipher: ObjectCipher
let sealed: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  cipher = await createObjectCipher({ key, objectId })
  sealed = await cipher.seal(plaintext)
})

const chunk = (index: number) => sealed.slice(index * sealedChunkSizeBytes, (index + 1) * sealedChunkSizeBytes)

describe('C: objects in chunks', () => {
  it.each([0, 1, 65_535, 65_536, 65_537, 131_072, 10 * 65_536 + 1])(
    'of %i bytes open to what they were',
    async (size) => {
      const bytes = seededRandom(size).bytes(size)
      const other = await createObjectCipher({ key: createObjectKey(), objectId: nextId() })
      const object = await other.seal(bytes)
      expect(object.length).toBe(layoutOfPlain(size)?.sealedSizeBytes)
      const opened = await other.open(object)
      expect(opened && equalBytes(opened, bytes)).toBe(true)
    },
  )

  it('C3: open at any place, from the size alone', async () => {
    const layout = layoutOfSealed(sealed.length)
    expect(layout).toEqual({ chunks: 3, sizeBytes: plaintext.length, sealedSizeBytes: sealed.length })
    for (const index of [2, 0, 1]) {
      const opened = await cipher.openChunk({ index, last: index === 2 }, chunk(index))
      const expected = plaintext.subarray(index * chunkSizeBytes, (index + 1) * chunkSizeBytes)
      expect(opened && equalBytes(opened, expected)).toBe(true)
    }
  })

  it('C2: seal the same chunk by chunk, as it is recorded', async () => {
    const parts = await Promise.all(
      [0, 1, 2].map((index) =>
        cipher.sealChunk(
          { index, last: index === 2 },
          plaintext.subarray(index * chunkSizeBytes, (index + 1) * chunkSizeBytes),
        ),
      ),
    )
    expect(equalBytes(concatBytes(...parts), sealed)).toBe(true)
  })

  it('C4: notice chunks moved, exchanged, repeated, cut off, or taken for the last', async () => {
    const [first, second, last] = [chunk(0), chunk(1), chunk(2)]
    const wrong = [
      [second, first, last],
      [first, first, last],
      [first, last],
      [first, second],
      [second, last],
      [last],
      [first],
      [first, second, last, last],
      [first, second, first, last],
      [first, second, last.slice(1)],
      [first, second, last.slice(0, -1)],
    ]
    for (const parts of wrong) expect(await cipher.open(concatBytes(...parts))).toBeUndefined()
    expect(await cipher.openChunk({ index: 1, last: true }, second)).toBeUndefined()
    expect(await cipher.openChunk({ index: 2, last: false }, last)).toBeUndefined()
    for (const index of [-1, 0.5, 1, 3, 2 ** 32, Number.NaN])
      expect(await cipher.openChunk({ index, last: true }, last)).toBeUndefined()
  })

  it('C1, C4: open for no other object and no other key', async () => {
    const elsewhere = await createObjectCipher({ key, objectId: nextId() })
    const unknown = await createObjectCipher({ key: createObjectKey(), objectId })
    for (const other of [elsewhere, unknown]) {
      expect(await other.open(sealed)).toBeUndefined()
      expect(await other.openChunk({ index: 0, last: false }, chunk(0))).toBeUndefined()
    }
  })

  it('C4: with any byte of a chunk changed are refused', async () => {
    const small = await createObjectCipher({ key: createObjectKey(), objectId })
    const object = await small.seal(randomBytes(300))
    for (let at = 0; at < object.length; at++) {
      const changed = object.slice()
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8))
      expect(await small.open(changed), `byte ${at}`).toBeUndefined()
      expect(await small.open(object.slice(0, at))).toBeUndefined()
    }
  })

  it('C3: have no other sizes', async () => {
    for (const size of [-1, 0, 15, 0.5, Number.NaN, sealedChunkSizeBytes + 1, sealedChunkSizeBytes + 16, 2 ** 32]) {
      expect(layoutOfSealed(size), `${size}`).toBeUndefined()
    }
    expect(await cipher.open(new Uint8Array(0))).toBeUndefined()
    expect([layoutOfPlain(-1), layoutOfPlain(2 ** 31 + 1)]).toEqual([undefined, undefined])
    expect(layoutOfPlain(2 ** 31)?.chunks).toBe(32_768)
  })

  it('C1: take only chunks that fit their place', async () => {
    await expect(cipher.sealChunk({ index: 0, last: false }, new Uint8Array(5))).rejects.toThrow(RangeError)
    await expect(cipher.sealChunk({ index: 1, last: true }, new Uint8Array(0))).rejects.toThrow(RangeError)
    await expect(cipher.sealChunk({ index: 0, last: true }, new Uint8Array(chunkSizeBytes + 1))).rejects.toThrow(
      RangeError,
    )
  })
})
