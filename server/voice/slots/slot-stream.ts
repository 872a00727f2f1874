import type { RtpPacket } from '../rtp/rtp-packet.ts'

/** Timestamp units per 20 ms at 48 kHz (RFC 7587 §4.1). */
const unitsPerFrame = 960
const unitsPerMs = 48

/** Where a packet belongs in a slot's outgoing stream. */
export type Placement = { sequence: number; timestamp: number; marker: boolean }

export type SlotStream = ReturnType<typeof createSlotStream>

/**
 * Keeps one slot's outgoing sequence numbers and timestamps continuous while its holder changes, so that the listeners'
 * jitter buffers see one stream. All listeners get the same numbers: the work is done once a packet, not once a listener.
 */
export function createSlotStream() {
  let source: number | undefined
  let sequenceOffset = 0
  let timestampOffset = 0
  let lastSequence = 0
  let lastTimestamp = 0
  let lastAtMs = 0
  /** How far the present source has come since it began here, in sequence numbers. */
  let advanced = 0
  let packets = 0
  let octets = 0

  const startFrom = (packet: RtpPacket, nowMs: number): void => {
    // Time went on while nobody spoke here; at least one frame passes even if the clock says less.
    const elapsed = packets === 0 ? 0 : Math.max(unitsPerFrame, Math.round((nowMs - lastAtMs) * unitsPerMs))
    sequenceOffset = (lastSequence + 1 - packet.sequence) & 0xffff
    timestampOffset = (lastTimestamp + elapsed - packet.timestamp) >>> 0
    source = packet.ssrc
    advanced = 0
  }

  return {
    /**
     * Undefined for a late packet from before its source began here: its numbers went to somebody else's packets.
     *
     * @param restarted the sender's own numbering began anew
     */
    place(packet: RtpPacket, nowMs: number, restarted: boolean): Placement | undefined {
      const changed = packet.ssrc !== source || restarted
      if (changed) startFrom(packet, nowMs)
      const sequence = (packet.sequence + sequenceOffset) & 0xffff
      const timestamp = (packet.timestamp + timestampOffset) >>> 0
      const ahead = ((sequence - lastSequence + 0x8000) & 0xffff) - 0x8000
      if (!changed && -ahead > advanced) return undefined
      if (changed || ahead > 0) {
        if (!changed) advanced += ahead
        lastSequence = sequence
        lastTimestamp = timestamp
        lastAtMs = nowMs
      }
      packets += 1
      octets += packet.payloadEnd - packet.payloadStart
      return { sequence, timestamp, marker: packet.marker || changed }
    },
    /** For the slot's sender report; undefined while nothing was sent. */
    report(nowMs: number): { timestamp: number; packets: number; octets: number } | undefined {
      if (packets === 0) return undefined
      return { timestamp: (lastTimestamp + Math.round((nowMs - lastAtMs) * unitsPerMs)) >>> 0, packets, octets }
    },
    lastSentAtMs: (): number => lastAtMs,
  }
}
