import { isOurFormat } from './ingress.ts'
import type { Peer } from './peer.ts'
import { mediaFormat } from '@chaos/protocol'
import { slotSsrc } from './rtp/slot-ssrc.ts'
import { buildReceiverReport, buildSenderReport, parseRtcp, toNtp } from './rtp/rtcp.ts'
import { parseRtp, type RtpPacket } from './rtp/rtp-packet.ts'
import { createFanOut, type Listener } from './slots/fan-out.ts'
import type { SlotChange, SlotPicker } from './slots/slot-picker.ts'
import { createSlotStream } from './slots/slot-stream.ts'

type Deps = {
  peers: ReadonlyMap<string, Peer>
  picker: SlotPicker
  slots: number
  /** Monotonic, ms. */
  now: () => number
  onSlotChange(change: SlotChange): void
}

type Received = { packet: Buffer; rtp: RtpPacket }

export type MediaRouter = ReturnType<typeof createMediaRouter>

/** Moves packets from speakers to listeners: limits, loudness, slots, fan-out, and the RTCP on both sides. */
export function createMediaRouter({ peers, picker, slots, now, onSlotChange }: Deps) {
  const outputs = Array.from({ length: slots }, (_, slot) => ({
    stream: createSlotStream(),
    fanOut: createFanOut(slot),
  }))

  const slotFor = (peer: Peer, nowMs: number): number | undefined => {
    const held = picker.slotOf(peer.id)
    if (held !== undefined) return held
    const change = picker.challenge(peer.id, nowMs)
    if (change) onSlotChange(change)
    return change?.slot
  }

  /** Who hears a speaker; kept until somebody comes, goes, connects or stops listening. */
  const audiences = new Map<Peer, Listener[]>()
  const audienceOf = (speaker: Peer): Listener[] => {
    const known = audiences.get(speaker)
    if (known) return known
    const listeners = [...peers.values()]
      .filter((peer) => peer !== speaker && peer.hears)
      .map(({ listener }) => listener)
    audiences.set(speaker, listeners)
    return listeners
  }

  const forward = (peer: Peer, { packet, rtp }: Received, nowMs: number): void => {
    const arrival = peer.reception.arrive(rtp, nowMs)
    const slot = slotFor(peer, nowMs)
    const output = slot === undefined ? undefined : outputs[slot]
    if (!output) return
    const placement = output.stream.place(rtp, nowMs, arrival.kind === 'restart')
    if (!placement) return
    const missing = arrival.kind === 'new' ? arrival.missing : 0
    output.fanOut.forward({ packet, rtp, placement, missing }, audienceOf(peer))
  }

  const slotReports = (nowMs: number): Buffer[] =>
    outputs.flatMap(({ stream }, slot) => {
      const report = nowMs - stream.lastSentAtMs() < 5_000 ? stream.report(nowMs) : undefined
      return report ? [buildSenderReport({ ssrc: slotSsrc(slot), ...toNtp(Date.now()), ...report })] : []
    })

  return {
    audienceChanged: (): void => audiences.clear(),

    media(peer: Peer, packet: Buffer): void {
      const nowMs = now()
      if (!peer.ingress.accepts(packet.length, nowMs)) return
      if (peer.silenced) return peer.reception.interrupt()
      const rtp = parseRtp(packet, mediaFormat.levelExtensionId)
      if (!rtp || !isOurFormat(rtp)) return
      peer.loudness.note(rtp.level, nowMs)
      forward(peer, { packet, rtp }, nowMs)
    },

    control(peer: Peer, packet: Buffer): void {
      const nowMs = now()
      for (const item of parseRtcp(packet) ?? []) {
        if (item.kind === 'sender') peer.reception.noteSenderReport(item, nowMs)
        if (item.kind !== 'goodbye') peer.noteReports(item.blocks, nowMs)
      }
    },

    /** Sends what RTCP owes both sides; called about once a second. */
    report(): void {
      const nowMs = now()
      // One compound packet (RFC 3550 §6.1) for everything: each packet costs its encryption and a system call.
      const shared = slotReports(nowMs)
      for (const peer of peers.values()) {
        const { transport } = peer
        if (!transport?.connected) continue
        const block = peer.reception.report(nowMs)
        const own = block ? [buildReceiverReport(slotSsrc(0), block)] : []
        const compound = Buffer.concat([...shared, ...own])
        if (compound.length > 0) transport.send(compound)
      }
    },
  }
}
