import type { LinkReport } from '../media-platform.ts'

type Counted = { packetsReceived?: number; packetsLost?: number; fractionLost?: number }

/** Reads a connection's loss since the last time it was asked (WebRTC Statistics §7). */
export function createLinkReport(connection: RTCPeerConnection): () => Promise<LinkReport> {
  let before = { received: 0, lost: 0 }

  return async () => {
    const now = { received: 0, lost: 0 }
    let uplinkLoss: number | null = null
    for (const entry of (await connection.getStats()).values() as IterableIterator<RTCStats & Counted>) {
      if (entry.type === 'inbound-rtp') {
        now.received += entry.packetsReceived ?? 0
        now.lost += entry.packetsLost ?? 0
      }
      if (entry.type === 'remote-inbound-rtp') uplinkLoss = entry.fractionLost ?? null
    }
    const received = now.received - before.received
    const lost = Math.max(0, now.lost - before.lost)
    before = now
    return { uplinkLoss, downlinkLoss: received + lost > 0 ? lost / (received + lost) : null }
  }
}
