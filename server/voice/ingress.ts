import type { RtpPacket } from './rtp/rtp-packet.ts'
import { mediaFormat } from '@chaos/protocol'

/** Frames of 10 ms make 100 packets a second; one and a half of that leaves room for bursts after a pause of the network. */
const packetsPerSecond = 150
const burst = 300
/** RED of two sealed frames at the highest bitrate stays below this. */
const largestPacketBytes = 1_200

/** Limits on what one participant may send, enforced here and not in the client. */
export function createIngress() {
  let tokens = burst
  let refilledAtMs = 0
  let dropped = 0

  const drop = (): false => {
    dropped += 1
    return false
  }

  return {
    /** Whether a packet may go on. */
    accepts(bytes: number, nowMs: number): boolean {
      tokens = Math.min(burst, tokens + ((nowMs - refilledAtMs) * packetsPerSecond) / 1000)
      refilledAtMs = nowMs
      if (bytes > largestPacketBytes || tokens < 1) return drop()
      tokens -= 1
      return true
    },
    dropped: (): number => dropped,
  }
}

/** Only what the offer named is forwarded. */
export const isOurFormat = ({ payloadType }: RtpPacket): boolean =>
  payloadType === mediaFormat.opus || payloadType === mediaFormat.red
