import { describe, expect, it } from 'vitest'
import { seededRandom } from '../testing/random.ts'
import { ReplayWindow } from './replay-window.ts'

describe('S5: replay window', () => {
  it('takes each counter once, in any order within 256 frames', () => {
    const window = new ReplayWindow()
    expect([5, 3, 4, 5, 3, 260, 4, 5, 6].map((counter) => window.accept(counter))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
      false,
      true,
    ])
  })

  it('refuses what is older than the window, seen or not', () => {
    const window = new ReplayWindow()
    window.accept(1_000)
    expect(window.isFresh(1_000 - 255)).toBe(true)
    expect(window.isFresh(1_000 - 256)).toBe(false)
  })

  it('behaves as a set of all counters would, over 50,000 seeded steps', () => {
    const random = seededRandom(64)
    const window = new ReplayWindow()
    const seen = new Set<number>()
    let highest = -1
    for (let step = 0; step < 50_000; step++) {
      const leap = random.below(200) === 0 ? random.below(2_000) : random.below(6)
      const counter = Math.max(0, highest + leap - random.below(300) * random.below(2))
      const expected = !seen.has(counter) && counter > highest - 256
      if (window.isFresh(counter) !== expected) throw new Error(`step ${step}: ${counter} after ${highest}`)
      expect(window.accept(counter)).toBe(expected)
      seen.add(counter)
      highest = Math.max(highest, counter)
    }
  })
})
