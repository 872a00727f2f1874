import { expect, it } from 'vitest'
import { seededRandom } from '../testing/random.ts'
import { fromBase64Url, toBase64Url } from './bytes.ts'

it('is the base64url of RFC 4648 §5, without padding', () => {
  const text = (bytes: number[]) => toBase64Url(Uint8Array.from(bytes))
  expect(text([])).toBe('')
  expect(text([0x66])).toBe('Zg')
  expect(text([0x66, 0x6f])).toBe('Zm8')
  expect(text([0x66, 0x6f, 0x6f])).toBe('Zm9v')
  expect(text([0xfb, 0xff, 0xfe])).toBe('-__-')
})

it('agrees with Node both ways, for every length', () => {
  const random = seededRandom(5)
  for (let length = 0; length < 200; length += 1) {
    const bytes = random.bytes(length)
    const text = Buffer.from(bytes).toString('base64url')
    expect(toBase64Url(bytes)).toBe(text)
    expect(fromBase64Url(text)).toEqual(bytes)
  }
})
