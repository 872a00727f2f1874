import { buildRed, mediaFormat, parseRed, type RedPayload } from '@chaos/protocol'
import { slotSsrc } from '../rtp/slot-ssrc.ts'
import { buildRtp, type RtpPacket, rewriteHeader } from '../rtp/rtp-packet.ts'
import type { Placement } from './slot-stream.ts'

/** Somebody who hears a slot. */
export type Listener = {
  /** Packets to them get lost and they understand RED. */
  readonly wantsRed: boolean
  send(packet: Buffer): void
}

export type Forward = {
  /** The packet as it came; its header is overwritten. */
  packet: Buffer
  rtp: RtpPacket
  placement: Placement
  /** Packets that should have come between the last one and this. */
  missing: number
}

type Previous = { sequence: number; timestamp: number; payload: Buffer }

const sendAll = (listeners: readonly Listener[], red: boolean, packet: Buffer): void => {
  for (const listener of listeners) if (listener.wantsRed === red) listener.send(packet)
}

/**
 * Sends one slot's packets to its listeners, in at most two forms: plain Opus, and with the previous frame along (RED)
 * for those whose packets get lost. What was lost on the way in and came along later is put back for everybody.
 * Payloads are sealed; nothing here looks inside them.
 */
export function createFanOut(slot: number) {
  const ssrc = slotSsrc(slot)
  let previous: Previous | undefined

  /** Frames that came only as redundancy become packets of their own. */
  const repair = ({ packet, placement, missing }: Forward, red: RedPayload, listeners: readonly Listener[]): void => {
    const within = red.redundant.slice(-missing)
    for (const [index, block] of within.entries()) {
      if (block.end === block.start || block.payloadType !== mediaFormat.opus) continue
      const header = {
        payloadType: mediaFormat.opus,
        sequence: placement.sequence - (within.length - index),
        timestamp: placement.timestamp - block.timestampOffset,
        marker: false,
        ssrc,
      }
      sendAll(listeners, false, buildRtp(header, packet.subarray(block.start, block.end)))
    }
  }

  const forwardRed = (forward: Forward, listeners: readonly Listener[]): void => {
    const { packet, rtp, placement, missing } = forward
    const red = parseRed(packet, rtp.payloadStart, rtp.payloadEnd)
    if (red?.primary.payloadType !== mediaFormat.opus) return
    if (missing > 0) repair(forward, red, listeners)
    rewriteHeader(packet, { ...placement, payloadType: mediaFormat.red, ssrc })
    sendAll(listeners, true, packet.subarray(0, rtp.payloadEnd))
    // The header moves up to the primary block: the packet becomes a plain one without a copy of its payload.
    const plainStart = red.primary.start - rtp.payloadStart
    packet.copyWithin(plainStart, 0, rtp.payloadStart)
    const plain = packet.subarray(plainStart, rtp.payloadEnd)
    rewriteHeader(plain, { ...placement, payloadType: mediaFormat.opus, ssrc })
    sendAll(listeners, false, plain)
  }

  const addRed = ({ packet, rtp, placement }: Forward, listeners: readonly Listener[]): void => {
    const payload = packet.subarray(rtp.payloadStart, rtp.payloadEnd)
    const follows = previous && ((previous.sequence + 1) & 0xffff) === placement.sequence
    const redundancy =
      previous && follows
        ? { payload: previous.payload, timestampOffset: (placement.timestamp - previous.timestamp) >>> 0 }
        : undefined
    const wrapped = buildRed(mediaFormat.opus, payload, redundancy)
    sendAll(listeners, true, buildRtp({ ...placement, payloadType: mediaFormat.red, ssrc }, wrapped))
    previous = { sequence: placement.sequence, timestamp: placement.timestamp, payload: Buffer.from(payload) }
  }

  return {
    forward(forward: Forward, listeners: readonly Listener[]): void {
      const { packet, rtp, placement } = forward
      if (rtp.payloadType === mediaFormat.red) return forwardRed(forward, listeners)
      if (listeners.some((listener) => listener.wantsRed)) addRed(forward, listeners)
      else previous = undefined
      rewriteHeader(packet, { ...placement, payloadType: mediaFormat.opus, ssrc })
      sendAll(listeners, false, packet.subarray(0, rtp.payloadEnd))
    },
  }
}
