import { describe, expect, it } from 'vitest'
import { mutate, seededRandom } from '../testing/random.ts'
import { fromHex, sframeVectors, toHex } from '../testing/vectors.ts'
import { decodeFrameHeader, encodeFrameHeader, readFrameHeader, writeFrameHeader } from './frame-header.ts'

const headers = sframeVectors().header.map(({ kid, ctr, encoded }) => ({
  kid: BigInt(kid),
  counter: BigInt(ctr),
  encoded,
}))
const isSafe = (value: bigint) => value <= BigInt(Number.MAX_SAFE_INTEGER)

describe('S1: SFrame header', () => {
  it('encodes and decodes all 289 published headers', () => {
    expect(headers).toHaveLength(289)
    for (const { kid, counter, encoded } of headers) {
      expect(toHex(encodeFrameHeader(kid, counter))).toBe(encoded)
      expect(decodeFrameHeader(fromHex(encoded))).toEqual({ kid, counter, length: encoded.length / 2 })
    }
  })

  it('refuses values that do not fit 64 bits', () => {
    expect(() => encodeFrameHeader(1n << 64n, 0n)).toThrow(RangeError)
    expect(() => encodeFrameHeader(0n, -1n)).toThrow(RangeError)
  })

  it('S3: reads and writes the same with numbers, refusing what a number does not hold', () => {
    for (const { kid, counter, encoded } of headers) {
      const fast = readFrameHeader(fromHex(encoded))
      if (!isSafe(kid) || !isSafe(counter)) {
        expect(fast).toBeUndefined()
        continue
      }
      expect(fast).toEqual({ kid: Number(kid), counter: Number(counter), length: encoded.length / 2 })
      const into = new Uint8Array(17)
      const length = writeFrameHeader(Number(kid), Number(counter), into)
      expect(toHex(into.subarray(0, length))).toBe(encoded)
    }
  })

  it('S2: refuses truncated headers and fields longer than they have to be', () => {
    for (const hex of ['', '08', '80', '0901', '9901', '0807', '0800', '8007', '090001', '990001ff00', '88ff']) {
      expect(decodeFrameHeader(fromHex(hex)), hex).toBeUndefined()
      expect(readFrameHeader(fromHex(hex)), hex).toBeUndefined()
    }
  })

  it('takes 100,000 random and mutated inputs: both readers agree and what they accept encodes back', () => {
    const random = seededRandom(9605)
    let accepted = 0
    for (let round = 0; round < 100_000; round++) {
      const bytes = round % 2 ? random.bytes(random.below(20)) : mutate(random, fromHex(random.pick(headers).encoded))
      const exact = decodeFrameHeader(bytes)
      const fast = readFrameHeader(bytes)
      if (!exact) {
        if (fast) throw new Error(`only the fast reader accepts ${toHex(bytes)}`)
        continue
      }
      accepted++
      const again = toHex(encodeFrameHeader(exact.kid, exact.counter))
      if (again !== toHex(bytes.subarray(0, exact.length))) throw new Error(`not canonical: ${toHex(bytes)}`)
      const fits = isSafe(exact.kid) && isSafe(exact.counter)
      if (fits !== (fast !== undefined)) throw new Error(`readers disagree on ${toHex(bytes)}`)
      if (fast && (BigInt(fast.kid) !== exact.kid || BigInt(fast.counter) !== exact.counter)) {
        throw new Error(`readers read differently: ${toHex(bytes)}`)
      }
    }
    expect(accepted).toBeGreaterThan(10_000)
  })
})
