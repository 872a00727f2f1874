import { describe, expect, it } from 'vitest'
import { received } from '../tests/harness/rtp-builder.ts'
import { createIngress, isOurFormat } from './ingress.ts'

/** How many of so many packets a second get through in so many seconds. */
function accepted(perSecond: number, seconds: number): number {
  const ingress = createIngress()
  let count = 0
  for (let n = 0; n < perSecond * seconds; n += 1) if (ingress.accepts(100, 1_000 + (n * 1000) / perSecond)) count += 1
  expect(ingress.dropped()).toBe(perSecond * seconds - count)
  return count
}

describe('V11', () => {
  it('frames of 20 and 10 ms all pass, for as long as somebody speaks', () => {
    expect(accepted(50, 60)).toBe(50 * 60)
    expect(accepted(100, 60)).toBe(100 * 60)
  })

  it('a flood is cut down to 150 packets a second, after a burst of 300', () => {
    const passed = accepted(1_000, 20)
    expect(passed).toBeGreaterThanOrEqual(20 * 150)
    expect(passed).toBeLessThanOrEqual(20 * 150 + 300)
  })

  it('packets that the network held back for two seconds pass at once', () => {
    const ingress = createIngress()
    for (let n = 0; n < 100; n += 1) expect(ingress.accepts(100, 5_000)).toBe(true)
    expect(ingress.dropped()).toBe(0)
  })

  it('1,200 bytes pass, one more does not', () => {
    const ingress = createIngress()
    expect(ingress.accepts(1_200, 0)).toBe(true)
    expect(ingress.accepts(1_201, 0)).toBe(false)
    expect(ingress.dropped()).toBe(1)
  })

  it('only Opus and RED are ours', () => {
    const isOurs = (payloadType: number) => isOurFormat(received({ payloadType }).rtp)
    expect([111, 63].map(isOurs)).toEqual([true, true])
    expect([0, 8, 9, 96, 110, 112, 13, 126].map(isOurs)).not.toContain(true)
  })
})
