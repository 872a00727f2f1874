import { randomBytes, randomInt } from 'node:crypto'

/** Time between two frames, ms. */
export const frameMs = 20
const timestampStep = 960
const payloadBytes = 110
/** RFC 6464 §3: voice activity, 20 dB below overload. */
const loudVoice = 0x80 | 20

/**
 * One speaker's RTP stream (RFC 3550 §5.1): 110 random bytes, as sealed Opus looks, every 20 ms, with a loud voice in the
 * audio-level extension (RFC 6464, one-byte form of RFC 8285 §4.2).
 */
export function createRtpSource({ payloadType, levelExtensionId, ssrc }: RtpFormat) {
  const header = Buffer.alloc(20)
  header.writeUInt8(0x90, 0)
  header.writeUInt8(payloadType, 1)
  header.writeUInt32BE(ssrc, 8)
  header.writeUInt16BE(0xbede, 12)
  header.writeUInt16BE(1, 14)
  header.writeUInt8(levelExtensionId << 4, 16)
  header.writeUInt8(loudVoice, 17)
  const packet = Buffer.concat([header, randomBytes(payloadBytes)])
  let sequence = randomInt(0x10000)
  let timestamp = randomInt(0x1_0000_0000)
  return {
    /** The next packet; valid until the next call. */
    next(): Buffer {
      packet.writeUInt16BE(sequence, 2)
      packet.writeUInt32BE(timestamp, 4)
      sequence = (sequence + 1) & 0xffff
      timestamp = (timestamp + timestampStep) >>> 0
      return packet
    },
  }
}

export type RtpFormat = { payloadType: number; levelExtensionId: number; ssrc: number }

/** The numbers under which an SDP offer or answer names Opus and the audio level; throws an Error when it does not. */
export function rtpNumbers(sdp: string): Omit<RtpFormat, 'ssrc'> {
  const payloadType = /^a=rtpmap:(\d+) opus\/48000/im.exec(sdp)?.[1]
  const levelExtensionId = /^a=extmap:(\d+)\S* urn:ietf:params:rtp-hdrext:ssrc-audio-level/im.exec(sdp)?.[1]
  if (!payloadType || !levelExtensionId) throw new Error(`no Opus with audio levels in:\n${sdp}`)
  return { payloadType: Number(payloadType), levelExtensionId: Number(levelExtensionId) }
}
