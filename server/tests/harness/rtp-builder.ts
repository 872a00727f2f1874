import { mediaFormat } from '@chaos/protocol'
import { parseRtp, type RtpPacket } from '../../voice/rtp/rtp-packet.ts'

export type RtpParts = {
  payload?: Uint8Array
  payloadType?: number
  sequence?: number
  timestamp?: number
  ssrc?: number
  marker?: boolean
  /** −dBov, 0–127; none without it. */
  level?: number
  /** Bytes of padding (RFC 3550 §5.1), the count included. */
  padding?: number
}

/** An RTP packet as a client sends it, with the audio level in a one-byte extension (RFC 6464, RFC 8285 §4.2). */
export function rtpBytes(parts: RtpParts = {}): Buffer {
  const { payload = Uint8Array.of(1, 2, 3), level, padding = 0 } = parts
  const header = Buffer.alloc(level === undefined ? 12 : 20)
  header.writeUInt8(0x80 | (level === undefined ? 0 : 0x10) | (padding > 0 ? 0x20 : 0), 0)
  header.writeUInt8((parts.marker ? 0x80 : 0) | (parts.payloadType ?? mediaFormat.opus), 1)
  header.writeUInt16BE((parts.sequence ?? 0) & 0xffff, 2)
  header.writeUInt32BE((parts.timestamp ?? 0) >>> 0, 4)
  header.writeUInt32BE(parts.ssrc ?? 0x1234, 8)
  if (level !== undefined) header.set([0xbe, 0xde, 0, 1, mediaFormat.levelExtensionId << 4, 0x80 | level, 0, 0], 12)
  const tail = Buffer.alloc(padding)
  if (padding > 0) tail.writeUInt8(padding, padding - 1)
  return Buffer.concat([header, payload, tail])
}

/** Reads what has to be RTP. */
export function readRtp(packet: Buffer): RtpPacket & { payload: Buffer } {
  const rtp = parseRtp(packet, mediaFormat.levelExtensionId)
  if (!rtp) throw new Error(`no RTP: ${packet.toString('hex')}`)
  return { ...rtp, payload: packet.subarray(rtp.payloadStart, rtp.payloadEnd) }
}

/** A packet and its reading, as the router hands them on. */
export function received(parts: RtpParts = {}): { packet: Buffer; rtp: RtpPacket } {
  const packet = rtpBytes(parts)
  return { packet, rtp: readRtp(packet) }
}
