import { describe, expect, it } from 'vitest'
import { slotSsrc } from '../rtp/slot-ssrc.ts'
import { gatherSlots, spreadSlots } from './slot-sections.ts'

const text = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`
const ssrcLines = (slot: number): string[] => [
  `a=ssrc:${slotSsrc(slot)} cname:chaos`,
  `a=ssrc:${slotSsrc(slot)} msid:slot${slot} slot${slot}`,
  `a=msid:slot${slot} slot${slot}`,
]

describe('V3: the offer', () => {
  it('has a section for each slot with the one SSRC of it, bundled', () => {
    const offer = text([
      ...['v=0', 'a=group:BUNDLE mic slot0', 'a=group:LS mic slot0', 'm=audio 9 x 63', 'a=mid:mic', 'm=audio 9 x 111'],
      ...['a=mid:slot0', 'a=sendonly', ...ssrcLines(0), ...ssrcLines(1), 'a=rtcp-mux'],
    ])
    expect(spreadSlots(offer, 2)).toBe(
      text([
        ...['v=0', 'a=group:BUNDLE mic slot0 slot1', 'm=audio 9 x 63', 'a=mid:mic'],
        ...['m=audio 9 x 111', 'a=mid:slot0', 'a=sendonly', ...ssrcLines(0), 'a=rtcp-mux'],
        ...['m=audio 9 x 111', 'a=mid:slot1', 'a=sendonly', ...ssrcLines(1), 'a=rtcp-mux'],
      ]),
    )
  })
})

describe('the answer', () => {
  const answer = [
    'v=0',
    'a=group:BUNDLE mic slot0 slot1',
    'm=audio 9 x 63',
    'a=mid:mic',
    'm=audio 9 x 111',
    'a=mid:slot0',
  ]
  const gathered = ['v=0', 'a=group:BUNDLE mic slot0', ...answer.slice(2)]

  it('is cut to the microphone and the first slot, whatever the line ends are', () => {
    const whole = [...answer, 'm=audio 9 x 111', 'a=mid:slot1']
    expect(gatherSlots(text(whole))).toBe(text(gathered))
    expect(gatherSlots(whole.join('\n'))).toBe(text(gathered))
  })

  it('without sections stays without', () => {
    expect(gatherSlots('')).toBe('\r\n')
    expect(gatherSlots('v=0')).toBe('v=0\r\n')
  })
})
