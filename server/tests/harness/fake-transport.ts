import { mediaFormat, type Participant } from '@chaos/protocol'
import { isRtcp } from '../../voice/rtp/rtp-packet.ts'
import { createPeer } from '../../voice/peer.ts'
import type { AnswerOutcome } from '../../voice/transport/webrtc-transport.ts'
import type { MediaTransport, MediaTransportEvents } from '../../voice/transport/media-transport.ts'
import { readRtp } from './rtp-builder.ts'

export type FakeTransport = ReturnType<typeof createFakeTransport>

/** A media way without a network, for tests of what lies behind it; the real one is tested over real sockets. */
export function createFakeTransport(events: Partial<MediaTransportEvents> = {}) {
  const sent: Buffer[] = []
  const control: Buffer[] = []
  let closed = false
  const transport = {
    connected: true as boolean,
    understandsRed: true as boolean,
    send: (packet: Buffer) => void (isRtcp(packet) ? control : sent).push(Buffer.from(packet)),
    close(): void {
      if (closed) return
      closed = true
      transport.connected = false
      events.onClosed?.()
    },
    offer: () => 'offer',
    answer: (sdp: string): AnswerOutcome => (sdp === 'answer' ? 'applied' : 'refused'),
    /** What was sent since the last look. */
    sent: () =>
      sent.splice(0).map((packet) => {
        const rtp = readRtp(packet)
        return { slot: rtp.ssrc - mediaFormat.firstSlotSsrc, ...rtp }
      }),
    control: () => control.splice(0),
    get closed(): boolean {
      return closed
    },
  } satisfies MediaTransport & Record<string, unknown>
  return transport
}

const participantOf = (id: string, change: Partial<Participant> = {}): Participant => ({
  id,
  userId: `user of ${id}`,
  displayName: id,
  avatar: null,
  muted: false,
  deafened: false,
  serverMuted: false,
  serverDeafened: false,
  floor: { kind: 'free' },
  priority: false,
  sending: true,
  connection: 'connected',
  ...change,
})

/** A peer whose media is connected. */
export function connectedPeer(id: string, change: Partial<Participant> = {}) {
  const peer = createPeer(participantOf(id, change), new Set())
  const transport = createFakeTransport()
  peer.useTransport(transport)
  return { peer, transport }
}
