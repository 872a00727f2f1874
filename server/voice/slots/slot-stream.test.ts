import { beforeEach, describe, expect, it } from 'vitest'
import { received, type RtpParts } from '../../tests/harness/rtp-builder.ts'
import { createSlotStream, type SlotStream } from './slot-stream.ts'

let stream: SlotStream
beforeEach(() => {
  stream = createSlotStream()
})

const place = (parts: RtpParts, nowMs: number, restarted = false) => stream.place(received(parts).rtp, nowMs, restarted)
/** The n-th frame of a source, which numbers from some place of its own. */
const frame = (ssrc: number, n: number): RtpParts => ({
  ssrc,
  sequence: ssrc * 1000 + n,
  timestamp: ssrc * 1_000_000 + n * 960,
})

describe('one source', () => {
  it('keeps its steps, and begins with a marker (RFC 3551 §4.1)', () => {
    const first = place(frame(3, 0), 0)
    expect(first?.marker).toBe(true)
    expect(place(frame(3, 1), 20)).toEqual({
      sequence: (first?.sequence ?? 0) + 1,
      timestamp: (first?.timestamp ?? 0) + 960,
      marker: false,
    })
    expect(place({ ...frame(3, 7), marker: true }, 140)).toMatchObject({
      sequence: (first?.sequence ?? 0) + 7,
      timestamp: (first?.timestamp ?? 0) + 7 * 960,
      marker: true,
    })
  })

  it('puts late packets into their place, and goes on from the newest', () => {
    const first = place(frame(3, 0), 0)
    place(frame(3, 3), 60)
    expect(place(frame(3, 1), 65)).toMatchObject({ sequence: (first?.sequence ?? 0) + 1 })
    expect(place(frame(4, 0), 80)).toMatchObject({ sequence: (first?.sequence ?? 0) + 4 })
  })

  it('goes over the ends of sequence numbers and timestamps', () => {
    const last = { ssrc: 9, sequence: 65_535, timestamp: 2 ** 32 - 960 }
    const before = place(last, 0)
    const after = place({ ssrc: 9, sequence: 0, timestamp: 0 }, 20)
    expect(after).toMatchObject({
      sequence: ((before?.sequence ?? 0) + 1) & 0xffff,
      timestamp: ((before?.timestamp ?? 0) + 960) >>> 0,
    })
    for (let n = 1; n < 70_000; n += 1) place({ ssrc: 9, sequence: n & 0xffff, timestamp: n * 960 }, 20 + n * 20)
    expect(place({ ssrc: 9, sequence: 70_000 & 0xffff, timestamp: 70_000 * 960 }, 0)).toMatchObject({
      sequence: ((after?.sequence ?? 0) + 70_000) & 0xffff,
    })
  })
})

describe('another source in the slot', () => {
  it('follows on the last packet, with the time that passed between them', () => {
    const last = place(frame(3, 50), 1_000)
    const next = place(frame(4, 0), 1_250)
    expect(next).toEqual({
      sequence: (last?.sequence ?? 0) + 1,
      timestamp: (last?.timestamp ?? 0) + 250 * 48,
      marker: true,
    })
    expect(place(frame(4, 1), 1_270)).toMatchObject({ sequence: (next?.sequence ?? 0) + 1, marker: false })
  })

  it('is a frame later at the least, even when both came in one moment', () => {
    const last = place(frame(3, 0), 1_000)
    expect(place(frame(4, 0), 1_000)).toMatchObject({ timestamp: (last?.timestamp ?? 0) + 960 })
  })

  it('loses the packets from before it began, whose numbers are taken', () => {
    place(frame(3, 0), 0)
    const first = place(frame(4, 10), 20)
    expect(place(frame(4, 9), 22)).toBeUndefined()
    place(frame(4, 12), 60)
    expect(place(frame(4, 11), 61)).toMatchObject({ sequence: (first?.sequence ?? 0) + 1 })
    expect(place(frame(4, 8), 62)).toBeUndefined()
  })
})

it('a source that began anew follows on its own last packet', () => {
  const last = place(frame(3, 0), 0)
  expect(place({ ssrc: 3, sequence: 60_000, timestamp: 5 }, 40, true)).toEqual({
    sequence: (last?.sequence ?? 0) + 1,
    timestamp: (last?.timestamp ?? 0) + 40 * 48,
    marker: true,
  })
})

it('counts for the sender report, whose timestamp goes on with the time (RFC 3550 §6.4.1)', () => {
  expect(stream.report(0)).toBeUndefined()
  place({ ...frame(3, 0), payload: Buffer.alloc(80) }, 100)
  const last = place({ ...frame(3, 1), payload: Buffer.alloc(40), padding: 4 }, 120)
  expect(stream.report(320)).toEqual({ timestamp: (last?.timestamp ?? 0) + 200 * 48, packets: 2, octets: 120 })
  expect(stream.lastSentAtMs()).toBe(120)
})
