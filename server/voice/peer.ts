import type { Participant, VoiceServerMessage } from '@chaos/protocol'
import { createDownlinkLoss } from './downlink-loss.ts'
import { createIngress } from './ingress.ts'
import { createReception } from './rtp/reception.ts'
import type { ReportBlock } from './rtp/rtcp.ts'
import { mediaFormat } from '@chaos/protocol'
import type { Listener } from './slots/fan-out.ts'
import { createLoudness } from './slots/loudness.ts'
import type { MediaTransport } from './transport/media-transport.ts'

/** Sends one message to the participant's client; undefined while it has no socket. */
export type Signal = (message: VoiceServerMessage) => void

export type Peer = ReturnType<typeof createPeer>

/** What somebody may in the call, as far as the room has to know. */
export type PeerAccess = { speak: boolean; muteOthers: boolean }

/** One participant in a room: what others know of them, and the way their media takes. */
export function createPeer(initial: Participant, access: PeerAccess) {
  let participant = initial
  let may = access
  let transport: MediaTransport | undefined
  let signal: Signal | undefined
  const downlink = createDownlinkLoss()

  const listener = {
    wantsRed: false,
    send(packet: Buffer): void {
      transport?.send(packet)
    },
  }

  return {
    id: initial.id,
    userId: initial.userId,
    get may(): PeerAccess {
      return may
    },
    allow(next: PeerAccess): void {
      may = next
    },
    ingress: createIngress(),
    reception: createReception(mediaFormat.clockRate),
    loudness: createLoudness(),
    listener: listener satisfies Listener,

    /** What they report of the packets to them decides whether redundancy goes along. */
    noteReports(blocks: readonly ReportBlock[], nowMs: number): void {
      downlink.note(blocks, nowMs)
      listener.wantsRed = transport?.understandsRed === true && downlink.wantsRed()
    },

    get participant(): Participant {
      return participant
    },
    /** True when anything changed. */
    update(change: Partial<Participant>): boolean {
      const next = { ...participant, ...change }
      const changed = JSON.stringify(next) !== JSON.stringify(participant)
      participant = next
      return changed
    },
    get silenced(): boolean {
      return participant.muted || participant.serverMuted
    },
    get hears(): boolean {
      return transport?.connected === true && !participant.deafened
    },

    get transport(): MediaTransport | undefined {
      return transport
    },
    /** Takes over a transport; the one before is closed. */
    useTransport(next: MediaTransport | undefined): void {
      const before = transport
      transport = next
      listener.wantsRed = false
      before?.close()
    },

    signal(message: VoiceServerMessage): void {
      signal?.(message)
    },
    useSignal(next: Signal | undefined): void {
      signal = next
    },
  }
}
