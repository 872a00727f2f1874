import { beforeEach, describe, expect, it } from 'vitest'
import { createReception, type Reception } from './reception.ts'

let reception: Reception
beforeEach(() => {
  reception = createReception(48_000)
})

/** A packet of a stream with a frame of 20 ms in each, arriving on time unless told otherwise. */
const arrive = (sequence: number, { ssrc = 1, delayMs = 0 } = {}) =>
  reception.arrive({ ssrc, sequence: sequence & 0xffff, timestamp: (sequence * 960) >>> 0 }, sequence * 20 + delayMs)
const report = (nowMs = 0) => reception.report(nowMs)

describe('arrivals', () => {
  it('in order are new', () => {
    for (const sequence of [5, 6, 7]) expect(arrive(sequence)).toEqual({ kind: 'new', missing: 0 })
  })

  it('after a gap say how many are missing; those that come later are late', () => {
    arrive(10)
    expect(arrive(14)).toEqual({ kind: 'new', missing: 3 })
    expect(arrive(12)).toEqual({ kind: 'late' })
    expect(arrive(14)).toEqual({ kind: 'late' })
    expect(arrive(15)).toEqual({ kind: 'new', missing: 0 })
  })

  it('go on over the end of the sequence numbers', () => {
    arrive(65_534)
    expect(arrive(65_535)).toEqual({ kind: 'new', missing: 0 })
    expect(arrive(65_536)).toEqual({ kind: 'new', missing: 0 })
    expect(arrive(65_539)).toEqual({ kind: 'new', missing: 2 })
    expect(arrive(65_535)).toEqual({ kind: 'late' })
    expect(report()).toMatchObject({ highestSequence: 65_539, cumulativeLost: 1 })
  })

  it('of another source or far away are a restart, and counting begins anew', () => {
    arrive(100)
    expect(arrive(600)).toEqual({ kind: 'new', missing: 499 })
    expect(arrive(1101)).toEqual({ kind: 'restart' })
    expect(arrive(1102, { ssrc: 2 })).toEqual({ kind: 'restart' })
    expect(arrive(500, { ssrc: 2 })).toEqual({ kind: 'restart' })
    expect(report()).toMatchObject({ ssrc: 2, cumulativeLost: 0, highestSequence: 500 })
  })

  it('V6: after packets were dropped on purpose nothing counts as missing', () => {
    arrive(1)
    arrive(2)
    reception.interrupt()
    expect(arrive(40)).toEqual({ kind: 'restart' })
    expect(arrive(41)).toEqual({ kind: 'new', missing: 0 })
    expect(report()).toMatchObject({ fractionLost: 0, cumulativeLost: 0 })
  })
})

describe('loss (RFC 3550 A.3)', () => {
  it('is nothing before the first packet', () => {
    expect(report()).toBeUndefined()
  })

  it('is counted over the interval and over all', () => {
    for (const sequence of [0, 1, 2, 4]) arrive(sequence)
    expect(report()).toMatchObject({ fractionLost: 1 / 5, cumulativeLost: 1 })
    for (const sequence of [5, 6, 7, 8]) arrive(sequence)
    expect(report()).toMatchObject({ fractionLost: 0, cumulativeLost: 1 })
    expect(report()).toMatchObject({ fractionLost: 0, cumulativeLost: 1 })
  })

  it('is not negative in an interval in which late packets made up for it', () => {
    arrive(0)
    arrive(3)
    report()
    arrive(1)
    arrive(2)
    expect(report()).toMatchObject({ fractionLost: 0, cumulativeLost: 0 })
    arrive(3)
    expect(report()).toMatchObject({ fractionLost: 0, cumulativeLost: -1 })
  })
})

describe('jitter (RFC 3550 A.8)', () => {
  it('follows J += (|D| − J) / 16 in timestamp units', () => {
    // Delays of 0, 10, 10, 0 and 5 ms at 48 kHz: |D| is 480, 0, 480 and 240.
    const delays = [0, 10, 10, 0, 5]
    delays.forEach((delayMs, sequence) => arrive(sequence, { delayMs }))
    // 0 → 30 → 28.125 → 56.367 → 67.844
    expect(report()?.jitter).toBe(68)
  })

  it('stays zero when packets come as evenly as they left, and after a timestamp wrapped', () => {
    const wrapsAt = Math.floor(2 ** 32 / 960)
    for (let sequence = wrapsAt - 3; sequence < wrapsAt + 4; sequence += 1) arrive(sequence)
    expect(report()?.jitter).toBe(0)
  })
})

it('names the last sender report and how long ago it came (§6.4.1)', () => {
  arrive(0)
  expect(report(500)).toMatchObject({ lastSenderReport: 0, delaySinceLastSenderReport: 0 })
  reception.noteSenderReport({ ntpSeconds: 0x1234abcd, ntpFraction: 0x98765432 }, 1_000)
  expect(report(2_500)).toMatchObject({ lastSenderReport: 0xabcd9876, delaySinceLastSenderReport: 1.5 * 65_536 })
})
