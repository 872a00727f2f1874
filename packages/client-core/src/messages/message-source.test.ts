import { createObjectCipher, createObjectKey, toBase64Url } from '@chaos/crypto/keys'
import { expect, it } from 'vitest'
import { sourceOfMessage } from './message-source.ts'

const objectId = '017f22e2-79b0-7cc3-98c4-dc0c0c07398f'
const plain = Uint8Array.from({ length: 150_000 }, (_, i) => (i * 7) % 251)
const key = createObjectKey()
const cipher = await createObjectCipher({ key, objectId })
const sealed = await cipher.seal(plain)

const sourceOf = (bytes: Uint8Array, sizeBytes = bytes.length) =>
  sourceOfMessage({
    audio: { objectId, durationMs: 30_000, sizeBytes, chunkCount: 3 },
    facts: { key: toBase64Url(key), format: 'audio/webm; codecs=opus', peaks: '' },
    read: async (from, to) => new Uint8Array(bytes.slice(from, to + 1)),
  })

const all = async (source: ReturnType<typeof sourceOf>): Promise<number[]> => {
  const bytes: number[] = []
  for (let index = 0; index < source.chunkCount; index += 1) bytes.push(...(await source.chunk(index)))
  return bytes
}

it('opens a sealed recording chunk by chunk, in any order', async () => {
  const source = sourceOf(sealed)
  expect(source.chunkCount).toBe(3)
  expect(await source.chunk(2)).toEqual(plain.slice(131_072))
  expect(Buffer.from(await all(source)).equals(plain)).toBe(true)
})

it.each([
  [
    'exchanged',
    (bytes: Uint8Array) => Buffer.concat([bytes.slice(65_552, 131_104), bytes.slice(0, 65_552), bytes.slice(131_104)]),
  ],
  ['altered', (bytes: Uint8Array) => bytes.with(70_000, 1 ^ (bytes[70_000] ?? 0))],
  ['repeated', (bytes: Uint8Array) => Buffer.concat([bytes.slice(0, 131_104), bytes.slice(0, 65_552)])],
  ['cut off after a whole chunk', (bytes: Uint8Array) => bytes.slice(0, 131_104)],
  ['cut off inside a chunk', (bytes: Uint8Array) => bytes.slice(0, 140_000)],
])('refuses chunks that were %s', async (_, tamper) => {
  await expect(all(sourceOf(tamper(sealed)))).rejects.toMatchObject({ problem: 'tampered' })
})

it('refuses what ends before the size that was named, and says when nothing comes', async () => {
  await expect(all(sourceOf(sealed.slice(0, 100_000), sealed.length))).rejects.toMatchObject({ problem: 'tampered' })
  const unreachable = sourceOfMessage({
    audio: { objectId, durationMs: 1, sizeBytes: 10, chunkCount: 0 },
    facts: { format: 'audio/webm; codecs=opus', peaks: '' },
    read: () => Promise.reject(new Error('offline')),
  })
  await expect(unreachable.chunk(0)).rejects.toMatchObject({ problem: 'unreachable' })
})

it('takes a recording of an open channel as it is', async () => {
  const source = sourceOfMessage({
    audio: { objectId, durationMs: 30_000, sizeBytes: plain.length, chunkCount: 0 },
    facts: { format: 'audio/webm; codecs=opus', peaks: '' },
    read: async (from, to) => plain.slice(from, to + 1),
  })
  expect(Buffer.from(await all(source)).equals(plain)).toBe(true)
})
