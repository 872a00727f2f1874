import { describe, expect, it } from 'vitest'
import { mutateBytes, seededRandom } from '../../tests/harness/random.ts'
import { buildReceiverReport, buildSenderReport, parseRtcp, type ReportBlock, toNtp } from './rtcp.ts'

const block: ReportBlock = {
  ssrc: 0xaabbccdd,
  fractionLost: 0.25,
  cumulativeLost: -3,
  highestSequence: 0x00020005,
  jitter: 77,
  lastSenderReport: 0xfedcba98,
  delaySinceLastSenderReport: 65_536,
}
const sender = { ssrc: 9, ntpSeconds: 0xe0000000, ntpFraction: 5, timestamp: 960, packets: 10, octets: 800 }
const goodbye = Buffer.from([0x82, 203, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2])
/** An application packet (RFC 3550 §6.7), which means nothing to us. */
const application = Buffer.from([0x80, 204, 0, 2, 0, 0, 0, 1, 65, 66, 67, 68])

describe('RTCP (RFC 3550 §6)', () => {
  it('reports read back as they were built', () => {
    expect(parseRtcp(buildReceiverReport(5, block))).toEqual([{ kind: 'receiver', ssrc: 5, blocks: [block] }])
    expect(parseRtcp(buildSenderReport(sender))).toEqual([{ kind: 'sender', ...sender, blocks: [] }])
  })

  it('a receiver report has the bytes that §6.4.2 draws', () => {
    expect(buildReceiverReport(5, block).toString('hex')).toBe(
      ['81c90007', '00000005', 'aabbccdd', '40fffffd', '00020005', '0000004d', 'fedcba98', '00010000'].join(''),
    )
  })

  it('compound packets are read in order; kinds without use are passed over', () => {
    const compound = Buffer.concat([buildSenderReport(sender), application, buildReceiverReport(5, block), goodbye])
    expect(parseRtcp(compound)?.map(({ kind }) => kind)).toEqual(['sender', 'receiver', 'goodbye'])
    expect(parseRtcp(compound)?.[2]).toEqual({ kind: 'goodbye', ssrcs: [1, 2] })
    expect(parseRtcp(Buffer.alloc(0))).toEqual([])
  })

  it('a packet whose lengths do not fit is refused whole', () => {
    const report = buildReceiverReport(5, block)
    for (let length = 1; length < report.length; length += 1) {
      expect(parseRtcp(report.subarray(0, length)), `${length} bytes`).toBeUndefined()
    }
    const twoBlocksPromised = Buffer.from(report)
    twoBlocksPromised[0] = 0x82
    expect(parseRtcp(twoBlocksPromised)).toBeUndefined()
    const otherVersion = Buffer.from(report)
    otherVersion[0] = 0x41
    expect(parseRtcp(otherVersion)).toBeUndefined()
    expect(parseRtcp(Buffer.concat([report, Buffer.from([0x80, 201])]))).toBeUndefined()
  })

  it('values outside their fields are brought to their limits', () => {
    const read = (change: Partial<ReportBlock>) => {
      const [item] = parseRtcp(buildReceiverReport(5, { ...block, ...change })) ?? []
      return item?.kind === 'receiver' ? item.blocks[0] : undefined
    }
    expect(read({ fractionLost: 1 })?.fractionLost).toBe(255 / 256)
    expect(read({ cumulativeLost: 10_000_000 })?.cumulativeLost).toBe(0x7fffff)
    expect(read({ cumulativeLost: -10_000_000 })?.cumulativeLost).toBe(-0x7fffff)
    expect(read({ highestSequence: 2 ** 32 + 3 })?.highestSequence).toBe(3)
  })
})

it('NTP time counts from 1900 in seconds and 2^-32 fractions', () => {
  expect(toNtp(0)).toEqual({ ntpSeconds: 2_208_988_800, ntpFraction: 0 })
  expect(toNtp(1_500)).toEqual({ ntpSeconds: 2_208_988_801, ntpFraction: 2 ** 31 })
  // The era ends in 2036; the field wraps (RFC 3550 §4).
  expect(toNtp((2 ** 32 - 2_208_988_800 + 5) * 1000)).toEqual({ ntpSeconds: 5, ntpFraction: 0 })
})

it('takes 100,000 random and mutated packets: items within their ranges, or undefined', () => {
  const seed = 402
  const random = seededRandom(seed)
  const valid = [
    buildReceiverReport(5, block),
    Buffer.concat([buildSenderReport(sender), application]),
    Buffer.concat([buildReceiverReport(5, block), goodbye]),
  ]
  let accepted = 0
  for (let round = 0; round < 100_000; round += 1) {
    const bytes =
      round % 2 === 0 ? randomPacket(random.bytes(4 * random.below(12))) : mutateBytes(random, random.pick(valid))
    const items = parseRtcp(bytes)
    if (!items) continue
    accepted += 1
    const blocks = items.flatMap((item) => (item.kind === 'goodbye' ? [] : item.blocks))
    const inRange = blocks.every(({ fractionLost, jitter }) => fractionLost < 1 && jitter <= 0xffffffff)
    if (!inRange || items.length > bytes.length / 4)
      throw new Error(`seed ${seed}, round ${round}: ${bytes.toString('hex')}`)
  }
  expect(accepted).toBeGreaterThan(10_000)
  expect(accepted).toBeLessThan(90_000)
})

/** Random bytes are hardly ever RTCP: every other one gets the right version, a kind and a length. */
function randomPacket(bytes: Buffer): Buffer {
  if (bytes.length < 4 || (bytes[3] ?? 0) % 2 === 0) return bytes
  bytes[0] = 0x80 | ((bytes[0] ?? 0) & 0x03)
  bytes[1] = 200 + ((bytes[1] ?? 0) % 5)
  bytes.writeUInt16BE(bytes.length / 4 - 1, 2)
  return bytes
}
