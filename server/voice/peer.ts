import type { Participant, Permission, VoiceServerMessage } from '@chaos/protocol'
import { createDownlinkLoss } from './downlink-loss.ts'
import { createIngress } from './ingress.ts'
import { createReception } from './rtp/reception.ts'
import type { ReportBlock } from './rtp/rtcp.ts'
import { mediaFormat } from '@chaos/protocol'
import type { Listener } from './slots/fan-out.ts'
import { createLoudness } from './slots/loudness.ts'
import { hasVoice } from './stage.ts'
import type { MediaTransport } from './transport/media-transport.ts'

/** Sends one message to the participant's client; undefined while it has no socket. */
export type Signal = (message: VoiceServerMessage) => void

export type Peer = ReturnType<typeof createPeer>

/** One participant in a room: what others know of them, and the way their media takes. */
export function createPeer(initial: Participant, permissions: ReadonlySet<Permission>) {
  let participant = initial
  let held = permissions
  let transport: MediaTransport | undefined
  let signal: Signal | undefined
  const downlink = createDownlinkLoss()
  const loudness = createLoudness()
  let touchedAtMs = Number.NEGATIVE_INFINITY

  const listener = {
    wantsRed: false,
    send(packet: Buffer): void {
      transport?.send(packet)
    },
  }

  return {
    id: initial.id,
    userId: initial.userId,
    /** What they may in this channel. */
    get permissions(): ReadonlySet<Permission> {
      return held
    },
    allow(next: ReadonlySet<Permission>): void {
      held = next
    },
    ingress: createIngress(),
    reception: createReception(mediaFormat.clockRate),
    loudness,
    listener: listener satisfies Listener,

    /** What they report of the packets to them decides whether redundancy goes along. */
    noteReports(blocks: readonly ReportBlock[], nowMs: number): void {
      downlink.note(blocks, nowMs)
      listener.wantsRed = transport?.understandsRed === true && downlink.wantsRed()
    },

    /** They did something, other than speaking. */
    touch(nowMs: number): void {
      touchedAtMs = nowMs
    },
    /** How long they have neither spoken nor done anything, ms. */
    stillForMs: (nowMs: number): number => nowMs - Math.max(touchedAtMs, loudness.lastSpeechAtMs()),

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
    get maySpeak(): boolean {
      return hasVoice(participant.floor, held)
    },
    get silenced(): boolean {
      return participant.muted || participant.serverMuted || participant.floor.kind === 'listener'
    },
    get hears(): boolean {
      return transport?.connected === true && !participant.deafened && !participant.serverDeafened
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
