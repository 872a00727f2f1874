import { mediaFormat } from '@chaos/protocol'
import type { ReportBlock } from './rtp/rtcp.ts'

/** RED costs bytes and about 16 ms of the listener's buffer, so it comes with loss and goes when loss has been gone for a while. */
const redFromLoss = 0.02
const redUntilLoss = 0.005
const calmForMs = 20_000

/** Follows the loss that one listener reports (RFC 3550 §6.4.1) and decides whether redundancy should travel along. */
export function createDownlinkLoss() {
  let loss = 0
  let red = false
  let lastLossAtMs = Number.NEGATIVE_INFINITY

  return {
    note(blocks: readonly ReportBlock[], nowMs: number): void {
      const ours = blocks.filter(({ ssrc }) => ssrc >= mediaFormat.firstSlotSsrc)
      if (ours.length === 0) return
      loss = Math.max(...ours.map(({ fractionLost }) => fractionLost))
      if (loss >= redUntilLoss) lastLossAtMs = nowMs
      if (loss >= redFromLoss) red = true
      else if (nowMs - lastLossAtMs > calmForMs) red = false
    },
    /** 0–1, as last reported. */
    loss: (): number => loss,
    wantsRed: (): boolean => red,
  }
}
