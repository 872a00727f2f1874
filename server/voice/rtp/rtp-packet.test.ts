import { describe, expect, it } from 'vitest'
import { mutateBytes, seededRandom } from '../../tests/harness/random.ts'
import { readRtp, rtpBytes } from '../../tests/harness/rtp-builder.ts'
import { buildRtp, isRtcp, parseRtp, rewriteHeader } from './rtp-packet.ts'

const levelId = 1
const parse = (...bytes: number[]) => parseRtp(Buffer.from(bytes), levelId)
const fixed = [0x80, 111, 0x12, 0x34, 0, 0, 3, 0xc0, 0xde, 0xad, 0xbe, 0xef]

/** A packet whose extension block, of whole words, has these bytes. */
const withExtension = (profile: number, ...block: number[]) => {
  const [first = 0, ...rest] = fixed
  const words = block.length / 4
  return parse(first | 0x10, ...rest, profile >> 8, profile & 0xff, 0, words, ...block, 9, 9)
}

describe('an RTP packet (RFC 3550 §5.1)', () => {
  it('is read field by field', () => {
    expect(parse(...fixed, 1, 2, 3)).toEqual({
      payloadType: 111,
      marker: false,
      sequence: 0x1234,
      timestamp: 960,
      ssrc: 0xdeadbeef,
      payloadStart: 12,
      payloadEnd: 15,
      level: undefined,
    })
    expect(parse(0x80, 0x80 | 63, ...fixed.slice(2))).toMatchObject({ marker: true, payloadType: 63, payloadEnd: 12 })
  })

  it('has its payload behind the contributing sources and before the padding', () => {
    const csrcs = [0, 0, 0, 1, 0, 0, 0, 2]
    expect(parse(0x82, ...fixed.slice(1), ...csrcs, 7, 7)).toMatchObject({ payloadStart: 20, payloadEnd: 22 })
    expect(parse(0xa0, ...fixed.slice(1), 7, 7, 0, 0, 3)).toMatchObject({ payloadStart: 12, payloadEnd: 14 })
    expect(parse(0xa0, ...fixed.slice(1), 0, 0, 3)).toMatchObject({ payloadStart: 12, payloadEnd: 12 })
  })

  it('is refused when it is too short, of another version, or padded beyond its payload', () => {
    expect(parse(...fixed.slice(0, 11))).toBeUndefined()
    for (const version of [0x00, 0x40, 0xc0]) expect(parse(version, ...fixed.slice(1), 1)).toBeUndefined()
    expect(parse(0x81, ...fixed.slice(1), 1, 2, 3)).toBeUndefined()
    expect(parse(0xa0, ...fixed.slice(1), 7, 0, 0)).toBeUndefined()
    expect(parse(0xa0, ...fixed.slice(1), 7, 7, 4)).toBeUndefined()
    expect(parse(0x90, ...fixed.slice(1), 0xbe, 0xde, 0)).toBeUndefined()
    expect(parse(0x90, ...fixed.slice(1), 0xbe, 0xde, 0, 2, 1, 2, 3, 4)).toBeUndefined()
  })

  it('M2: tells the level beside the packet, without its voice bit (RFC 6464)', () => {
    expect(withExtension(0xbede, 0x10, 0x80 | 42, 0, 0)).toMatchObject({ level: 42, payloadStart: 20 })
    expect(withExtension(0xbede, 0x10, 127, 0, 0)).toMatchObject({ level: 127 })
    expect(readRtp(rtpBytes({ level: 0 })).level).toBe(0)
  })

  it('finds the level behind padding and other extensions (RFC 8285 §4.2)', () => {
    expect(withExtension(0xbede, 0, 0, 0x10, 30)?.level).toBe(30)
    expect(withExtension(0xbede, 0x22, 1, 2, 3, 0x10, 31, 0, 0)?.level).toBe(31)
  })

  it('has no level in other profiles, behind id 15, or where the block ends first', () => {
    expect(withExtension(0x1000, 0x10, 30, 0, 0)?.level).toBeUndefined()
    expect(withExtension(0xbede, 0xf0, 0, 0x10, 30)?.level).toBeUndefined()
    expect(withExtension(0xbede, 0, 0, 0, 0x10)).toMatchObject({ level: undefined, payloadStart: 20, payloadEnd: 22 })
    expect(withExtension(0xbede, 0x2f, 1, 1, 1)?.level).toBeUndefined()
  })
})

it('RTCP is told from RTP by its second byte (RFC 5761 §4)', () => {
  for (const type of [192, 200, 201, 207, 223]) expect(isRtcp(Buffer.from([0x80, type]))).toBe(true)
  for (const type of [63, 111, 0x80 | 63, 0x80 | 111, 191, 224]) expect(isRtcp(Buffer.from([0x80, type]))).toBe(false)
  expect(isRtcp(Buffer.from([0x80]))).toBe(false)
})

it('a rewritten packet has the new header and the old payload, level and sources', () => {
  const packet = rtpBytes({ payload: Buffer.from('sealed'), level: 33, padding: 4, ssrc: 5 })
  const { payloadEnd } = readRtp(packet)
  rewriteHeader(packet, { payloadType: 63, sequence: 0x1ffff, timestamp: -1, ssrc: 0x43480000, marker: true })
  const after = readRtp(packet.subarray(0, payloadEnd))
  expect(after).toMatchObject({ payloadType: 63, sequence: 0xffff, timestamp: 0xffffffff, ssrc: 0x43480000, level: 33 })
  expect(after.marker).toBe(true)
  expect(after.payload.toString()).toBe('sealed')
})

it('a built packet reads back', () => {
  const header = { payloadType: 111, sequence: 65_535, timestamp: 2 ** 32 - 1, ssrc: 7, marker: false }
  const packet = buildRtp(header, Buffer.from('frame'))
  expect(readRtp(packet)).toMatchObject({ ...header, level: undefined, payloadStart: 12 })
  expect(readRtp(packet).payload.toString()).toBe('frame')
})

it('takes 100,000 random and mutated packets: parts within the bytes, or undefined', () => {
  const seed = 401
  const random = seededRandom(seed)
  const valid = [
    rtpBytes({ level: 20 }),
    rtpBytes({ padding: 3 }),
    rtpBytes({ payload: new Uint8Array(0) }),
    Buffer.from([
      0x92,
      ...fixed.slice(1),
      ...Array<number>(8).fill(1),
      0xbe,
      0xde,
      0,
      2,
      0x22,
      1,
      2,
      3,
      0x10,
      9,
      0,
      0,
      5,
    ]),
  ]
  let accepted = 0
  for (let round = 0; round < 100_000; round += 1) {
    const bytes = round % 2 === 0 ? random.bytes(random.below(48)) : mutateBytes(random, random.pick(valid))
    const rtp = parseRtp(bytes, levelId)
    isRtcp(bytes)
    if (!rtp) continue
    accepted += 1
    const { payloadStart, payloadEnd, level = 0, payloadType } = rtp
    const within = 12 <= payloadStart && payloadStart <= payloadEnd && payloadEnd <= bytes.length
    const inRange = level >= 0 && level <= 127 && payloadType <= 127
    if (!within || !inRange) throw new Error(`seed ${seed}, round ${round}: ${bytes.toString('hex')}`)
  }
  expect(accepted).toBeGreaterThan(10_000)
  expect(accepted).toBeLessThan(90_000)
})
