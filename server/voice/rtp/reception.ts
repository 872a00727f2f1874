import type { ReportBlock } from './rtcp.ts'

export type Arrival =
  /** The next packet, or one after a gap of `missing` packets. */
  | { kind: 'new'; missing: number }
  | { kind: 'late' }
  /** Too far from what came before: the sender began again. */
  | { kind: 'restart' }

/** A jump beyond this is a new beginning, not a loss (RFC 3550 A.1 calls it MAX_DROPOUT; ours is in packets of 20 ms). */
const farthestJump = 500

export type Reception = ReturnType<typeof createReception>

/**
 * Keeps what RFC 3550 A.1, A.3 and A.8 ask a receiver to keep about one stream.
 *
 * @param clockRate timestamp units per second
 */
export function createReception(clockRate: number) {
  let ssrc = 0
  let baseSequence = -1
  let highest = -1
  let received = 0
  let expectedBefore = 0
  let receivedBefore = 0
  let jitter = 0
  let lastTransit = 0
  let senderReport = { middle: 0, atMs: 0 }
  let interrupted = false

  const begin = (sequence: number, transit: number): void => {
    baseSequence = sequence
    highest = sequence
    received = 1
    expectedBefore = 0
    receivedBefore = 0
    lastTransit = transit
    interrupted = false
  }

  return {
    /** Notes a packet's arrival and says what it means. */
    arrive(packet: { ssrc: number; sequence: number; timestamp: number }, nowMs: number): Arrival {
      const transit = (nowMs * clockRate) / 1000 - packet.timestamp
      if (highest < 0 || packet.ssrc !== ssrc) {
        const first = highest < 0
        ssrc = packet.ssrc
        begin(packet.sequence, transit)
        return first ? { kind: 'new', missing: 0 } : { kind: 'restart' }
      }
      const step = ((packet.sequence - highest + 0x8000) & 0xffff) - 0x8000
      if (interrupted || Math.abs(step) > farthestJump) {
        begin(packet.sequence, transit)
        return { kind: 'restart' }
      }
      received += 1
      if (step <= 0) return { kind: 'late' }
      highest += step

      // A timestamp that wrapped makes one absurd difference; passing over it costs one sample.
      const difference = Math.abs(transit - lastTransit)
      if (difference < clockRate * 10) jitter += (difference - jitter) / 16
      lastTransit = transit
      return { kind: 'new', missing: step - 1 }
    },

    /** Packets are dropped on purpose from here: that is no loss, and what comes next begins anew. */
    interrupt(): void {
      interrupted = true
    },

    noteSenderReport(ntp: { ntpSeconds: number; ntpFraction: number }, nowMs: number): void {
      senderReport = { middle: (((ntp.ntpSeconds & 0xffff) << 16) | (ntp.ntpFraction >>> 16)) >>> 0, atMs: nowMs }
    },

    /** The block for a receiver report; begins a new interval. Undefined before the first packet. */
    report(nowMs: number): ReportBlock | undefined {
      if (highest < 0) return undefined
      const expected = highest - baseSequence + 1
      const expectedNow = expected - expectedBefore
      const lostNow = expectedNow - (received - receivedBefore)
      expectedBefore = expected
      receivedBefore = received
      return {
        ssrc,
        fractionLost: expectedNow > 0 && lostNow > 0 ? lostNow / expectedNow : 0,
        cumulativeLost: expected - received,
        highestSequence: highest,
        jitter: Math.round(jitter),
        lastSenderReport: senderReport.middle,
        delaySinceLastSenderReport: senderReport.middle
          ? Math.min(0xffffffff, Math.round(((nowMs - senderReport.atMs) * 65536) / 1000))
          : 0,
      }
    },
  }
}
