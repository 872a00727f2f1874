import { buildRed, mediaFormat, parseRed } from '@chaos/protocol'
import { describe, expect, it } from 'vitest'
import { readRtp, received, type RtpParts } from '../../tests/harness/rtp-builder.ts'
import { createFanOut, type Listener } from './fan-out.ts'
import type { Placement } from './slot-stream.ts'

const { opus, red } = mediaFormat
const slot = 2
const ssrc = mediaFormat.firstSlotSsrc + slot

/** A listener that copies what it is sent, as a transport does. */
function listener(wantsRed: boolean) {
  const packets: Buffer[] = []
  const self: Listener = {
    wantsRed,
    send: (packet) => void packets.push(Buffer.from(packet)),
  }
  return { ...self, got: () => packets.splice(0).map(readRtp) }
}

const at = (n: number): Placement => ({ sequence: (100 + n) & 0xffff, timestamp: 5000 + n * 960, marker: false })
const sealed = (n: number): Buffer => Buffer.alloc(40 + n, n)
const plain = (n: number, more: RtpParts = {}) => received({ payload: sealed(n), sequence: n, level: 30, ...more })
const withRedundancy = (n: number) =>
  received({
    payload: buildRed(opus, sealed(n), { payload: sealed(n - 1), timestampOffset: 960 }),
    payloadType: red,
    sequence: n,
    level: 30,
  })

/** What is in a RED payload: age and bytes of each block. */
function blocksOf(payload: Buffer) {
  const parsed = parseRed(payload)
  const bytes = (block: { start: number; end: number } | undefined) => payload.subarray(block?.start, block?.end)
  return {
    older: parsed?.redundant.map((block) => ({ age: block.timestampOffset, bytes: bytes(block) })),
    primary: bytes(parsed?.primary),
  }
}

describe('a plain packet', () => {
  it('reaches listeners as it is, under the slot’s numbers', () => {
    const [a, b] = [listener(false), listener(false)]
    createFanOut(slot).forward({ ...plain(1, { padding: 5 }), placement: { ...at(1), marker: true }, missing: 0 }, [
      a,
      b,
    ])
    for (const { got } of [a, b]) {
      const [packet, ...more] = got()
      expect(more).toEqual([])
      expect(packet).toMatchObject({ payloadType: opus, ssrc, sequence: 101, timestamp: 5960, marker: true, level: 30 })
      expect(packet?.payload).toEqual(sealed(1))
    }
  })

  it('M1: gets the previous frame along for those who lose packets', () => {
    const fanOut = createFanOut(slot)
    const [lossy, fine] = [listener(true), listener(false)]
    fanOut.forward({ ...plain(1), placement: at(1), missing: 0 }, [lossy, fine])
    fanOut.forward({ ...plain(2), placement: at(2), missing: 0 }, [lossy, fine])
    const [first, second] = lossy.got()
    expect(first).toMatchObject({ payloadType: red, ssrc, sequence: 101, timestamp: 5960 })
    expect(blocksOf(first?.payload ?? Buffer.alloc(0))).toEqual({ older: [], primary: sealed(1) })
    expect(second).toMatchObject({ payloadType: red, sequence: 102, timestamp: 5960 + 960 })
    expect(blocksOf(second?.payload ?? Buffer.alloc(0))).toEqual({
      older: [{ age: 960, bytes: sealed(1) }],
      primary: sealed(2),
    })
    expect(fine.got().map(({ payloadType, payload }) => [payloadType, payload])).toEqual([
      [opus, sealed(1)],
      [opus, sealed(2)],
    ])
  })

  it('gets no frame along that was not the one before it, also over the end of the numbers', () => {
    const fanOut = createFanOut(slot)
    const lossy = listener(true)
    for (const n of [1, 3]) fanOut.forward({ ...plain(n), placement: at(n), missing: 0 }, [lossy])
    expect(lossy.got().map(({ payload }) => blocksOf(payload).older?.length)).toEqual([0, 0])
    for (const n of [65_435, 65_436]) {
      fanOut.forward({ ...received({ payload: sealed(n % 7) }), placement: at(n), missing: 0 }, [lossy])
    }
    expect(lossy.got().map(({ sequence, payload }) => [sequence, blocksOf(payload).older?.length])).toEqual([
      [65_535, 0],
      [0, 1],
    ])
  })

  it('gets no old frame along after a time in which nobody wanted that', () => {
    const fanOut = createFanOut(slot)
    const lossy = listener(true)
    fanOut.forward({ ...plain(1), placement: at(1), missing: 0 }, [lossy])
    fanOut.forward({ ...plain(2), placement: at(2), missing: 0 }, [listener(false)])
    fanOut.forward({ ...plain(3), placement: at(3), missing: 0 }, [lossy])
    expect(lossy.got().map(({ payload }) => blocksOf(payload).older?.length)).toEqual([0, 0])
  })
})

describe('a RED packet', () => {
  it('M1: reaches those who lose packets whole, and the others without its redundancy', () => {
    const [lossy, fine] = [listener(true), listener(false)]
    const came = withRedundancy(2)
    const payload = Buffer.from(came.packet.subarray(came.rtp.payloadStart))
    createFanOut(slot).forward({ ...came, placement: { ...at(2), marker: true }, missing: 0 }, [fine, lossy])
    const numbers = { ssrc, sequence: 102, timestamp: 5000 + 2 * 960, marker: true, level: 30 }
    const [whole] = lossy.got()
    expect(whole).toMatchObject({ ...numbers, payloadType: red })
    expect(whole?.payload).toEqual(payload)
    const [unwrapped, ...more] = fine.got()
    expect(unwrapped).toMatchObject({ ...numbers, payloadType: opus })
    expect(unwrapped?.payload).toEqual(sealed(2))
    expect(more).toEqual([])
  })

  it('repairs what was lost on the way in: the frame becomes a packet of its own, before this one', () => {
    const [lossy, fine] = [listener(true), listener(false)]
    createFanOut(slot).forward({ ...withRedundancy(5), placement: at(5), missing: 1 }, [lossy, fine])
    const got = fine.got()
    expect(got.map(({ sequence, timestamp, payloadType }) => [sequence, timestamp, payloadType])).toEqual([
      [104, 5000 + 4 * 960, opus],
      [105, 5000 + 5 * 960, opus],
    ])
    expect(got.map(({ payload }) => payload)).toEqual([sealed(4), sealed(5)])
    expect(got[0]).toMatchObject({ ssrc, marker: false })
    // Whoever gets RED has the frame in it already.
    expect(lossy.got().map(({ sequence }) => sequence)).toEqual([105])
  })

  it('repairs only the last of several that were lost, and two with two redundant frames', () => {
    const fine = listener(false)
    createFanOut(slot).forward({ ...withRedundancy(5), placement: at(5), missing: 3 }, [fine])
    expect(fine.got().map(({ sequence }) => sequence)).toEqual([104, 105])

    const header = (age: number, bytes: number) => [0x80 | opus, age >> 6, (age & 0x3f) << 2, bytes]
    const payload = Buffer.from([...header(1920, 2), ...header(960, 3), opus, 3, 3, 4, 4, 4, 5])
    const twoAlong = () => received({ payload, payloadType: red })
    createFanOut(slot).forward({ ...twoAlong(), placement: at(5), missing: 2 }, [fine])
    expect(fine.got().map((packet) => [packet.sequence, packet.timestamp, packet.payload.length])).toEqual([
      [103, 5000 + 3 * 960, 2],
      [104, 5000 + 4 * 960, 3],
      [105, 5000 + 5 * 960, 1],
    ])
    createFanOut(slot).forward({ ...twoAlong(), placement: at(5), missing: 1 }, [fine])
    expect(fine.got().map(({ sequence }) => sequence)).toEqual([104, 105])
  })

  it('repairs over the end of sequence numbers and timestamps', () => {
    const fine = listener(false)
    const placement = { sequence: 0, timestamp: 100, marker: false }
    createFanOut(slot).forward({ ...withRedundancy(5), placement, missing: 1 }, [fine])
    expect(fine.got().map(({ sequence, timestamp }) => [sequence, timestamp])).toEqual([
      [65_535, (100 - 960) >>> 0],
      [0, 100],
    ])
  })

  it('V11: goes nowhere when it is malformed or holds another format', () => {
    const [lossy, fine] = [listener(true), listener(false)]
    const payloads = [Buffer.alloc(0), Buffer.from([0x80 | opus, 0, 0, 9, opus, 1]), Buffer.from([96, 1, 2])]
    for (const payload of payloads) {
      const came = received({ payload, payloadType: red })
      createFanOut(slot).forward({ ...came, placement: at(1), missing: 1 }, [lossy, fine])
    }
    expect([...lossy.got(), ...fine.got()]).toEqual([])
  })

  it('never repairs from a block of another format or without bytes', () => {
    const fine = listener(false)
    for (const block of [
      [0x80 | 96, 15, 0, 1, opus, 8, 9],
      [0x80 | opus, 15, 0, 0, opus, 9],
    ]) {
      const came = received({ payload: Buffer.from(block), payloadType: red })
      createFanOut(slot).forward({ ...came, placement: at(5), missing: 1 }, [fine])
      expect(fine.got().map(({ sequence, payload }) => [sequence, ...payload])).toEqual([[105, 9]])
    }
  })
})

it('a packet without listeners is no trouble', () => {
  const fanOut = createFanOut(slot)
  fanOut.forward({ ...plain(1), placement: at(1), missing: 0 }, [])
  fanOut.forward({ ...withRedundancy(2), placement: at(2), missing: 1 }, [])
  const lossy = listener(true)
  fanOut.forward({ ...plain(3), placement: at(3), missing: 0 }, [lossy])
  expect(lossy.got()).toHaveLength(1)
})
