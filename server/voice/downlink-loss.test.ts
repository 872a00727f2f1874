import { mediaFormat } from '@chaos/protocol'
import { expect, it } from 'vitest'
import { createDownlinkLoss } from './downlink-loss.ts'
import type { ReportBlock } from './rtp/rtcp.ts'

const block = (fractionLost: number, slot = 0): ReportBlock => ({
  ssrc: mediaFormat.firstSlotSsrc + slot,
  fractionLost,
  cumulativeLost: 0,
  highestSequence: 0,
  jitter: 0,
  lastSenderReport: 0,
  delaySinceLastSenderReport: 0,
})

it('redundancy comes with 2 % of loss and not before', () => {
  const downlink = createDownlinkLoss()
  expect(downlink.wantsRed()).toBe(false)
  downlink.note([block(0.019)], 0)
  expect(downlink.wantsRed()).toBe(false)
  downlink.note([block(0.02)], 1_000)
  expect(downlink.wantsRed()).toBe(true)
  expect(downlink.loss()).toBe(0.02)
})

it('goes when loss has been gone for 20 s', () => {
  const downlink = createDownlinkLoss()
  downlink.note([block(0.1)], 0)
  downlink.note([block(0.006)], 10_000)
  downlink.note([block(0)], 30_000)
  expect(downlink.wantsRed()).toBe(true)
  downlink.note([block(0)], 30_001)
  expect(downlink.wantsRed()).toBe(false)
})

it('the worst slot counts; reports about other streams and empty ones say nothing', () => {
  const downlink = createDownlinkLoss()
  downlink.note([block(0), block(0.3, 1), block(0.1, 2)], 0)
  expect(downlink.loss()).toBe(0.3)
  downlink.note([{ ...block(0), ssrc: 5 }], 1_000)
  downlink.note([], 2_000)
  expect(downlink.loss()).toBe(0.3)
})
