/** Where the parts of one RTP packet lie (RFC 3550 §5.1), and the level its sender put beside it. */
export type RtpPacket = {
  payloadType: number
  marker: boolean
  sequence: number
  timestamp: number
  ssrc: number
  /** First byte of the payload: header, CSRCs and extensions end here. */
  payloadStart: number
  /** One past the last byte of the payload: padding begins here. */
  payloadEnd: number
  /** RFC 6464: 0 (loudest) to 127 (silence) in −dBov; undefined when the packet has no such extension. */
  level: number | undefined
}

const fixedHeaderBytes = 12
const oneByteProfile = 0xbede

/** Tells RTP and RTCP on one port apart by the second byte (RFC 5761 §4). */
export function isRtcp(packet: Buffer): boolean {
  const type = packet[1]
  return type !== undefined && type >= 192 && type <= 223
}

/**
 * Reads an RTP packet without copying. Undefined when the bytes are not one.
 *
 * @param levelExtensionId id that the SDP gave `urn:ietf:params:rtp-hdrext:ssrc-audio-level`, 1–14
 */
export function parseRtp(packet: Buffer, levelExtensionId: number): RtpPacket | undefined {
  const size = packet.length
  if (size < fixedHeaderBytes) return undefined
  const first = packet.readUInt8(0)
  if (first >> 6 !== 2) return undefined

  let payloadStart = fixedHeaderBytes + (first & 0x0f) * 4
  let level: number | undefined
  if (first & 0x10) {
    if (payloadStart + 4 > size) return undefined
    const bytes = packet.readUInt16BE(payloadStart + 2) * 4
    const start = payloadStart + 4
    if (start + bytes > size) return undefined
    if (packet.readUInt16BE(payloadStart) === oneByteProfile) {
      level = findLevel(packet.subarray(start, start + bytes), levelExtensionId)
    }
    payloadStart = start + bytes
  }
  const payloadEnd = first & 0x20 ? endBeforePadding(packet) : size
  if (payloadStart > payloadEnd) return undefined

  const second = packet.readUInt8(1)
  return {
    payloadType: second & 0x7f,
    marker: second > 0x7f,
    sequence: packet.readUInt16BE(2),
    timestamp: packet.readUInt32BE(4),
    ssrc: packet.readUInt32BE(8),
    payloadStart,
    payloadEnd,
    level,
  }
}

/** The last byte counts the padding, itself included; a count of zero is malformed and leaves no room for a payload. */
function endBeforePadding(packet: Buffer): number {
  const padding = packet.readUInt8(packet.length - 1)
  return padding === 0 ? 0 : packet.length - padding
}

/** One-byte header extensions, RFC 8285 §4.2: id 0 is padding, id 15 ends the block. */
function findLevel(block: Buffer, id: number): number | undefined {
  let at = 0
  while (at < block.length) {
    const head = block.readUInt8(at)
    const found = head >> 4
    if (found === 15) return undefined
    if (found === 0) {
      at += 1
      continue
    }
    const bytes = (head & 0x0f) + 1
    if (at + bytes >= block.length) return undefined
    if (found === id) return block.readUInt8(at + 1) & 0x7f
    at += 1 + bytes
  }
  return undefined
}

/** Values that differ from listener side to sender side. */
export type RtpRewrite = { payloadType: number; sequence: number; timestamp: number; ssrc: number; marker: boolean }

/** Overwrites these header fields in place and takes the padding flag away; the rest stays. */
export function rewriteHeader(packet: Buffer, to: RtpRewrite): void {
  packet.writeUInt8(packet.readUInt8(0) & ~0x20, 0)
  packet.writeUInt8((to.marker ? 0x80 : 0) | to.payloadType, 1)
  packet.writeUInt16BE(to.sequence & 0xffff, 2)
  packet.writeUInt32BE(to.timestamp >>> 0, 4)
  packet.writeUInt32BE(to.ssrc, 8)
}

/** A packet of its own with the bare header (RFC 3550 §5.1) before `payload`. */
export function buildRtp(header: RtpRewrite, payload: Uint8Array): Buffer {
  const packet = Buffer.allocUnsafe(fixedHeaderBytes + payload.length)
  packet.writeUInt8(0x80, 0)
  rewriteHeader(packet, header)
  packet.set(payload, fixedHeaderBytes)
  return packet
}
