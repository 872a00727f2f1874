import { describe, expect, it } from 'vitest'
import { hueOf, initials } from './initials.ts'

describe('initials', () => {
  it.each([
    ['Mara Lind', 'ML'],
    ['mara', 'M'],
    ['jo_van.dyk', 'JD'],
    ['🎧 Studio', '🎧S'],
    ['   ', '?'],
  ])('%s → %s', (name, expected) => expect(initials(name)).toBe(expected))
})

describe('hueOf', () => {
  it('is stable, in range, and tells neighbouring ids apart', () => {
    const hues = ['a1', 'a2', 'a3', 'a4'].map(hueOf)
    expect(hues).toEqual(['a1', 'a2', 'a3', 'a4'].map(hueOf))
    expect(new Set(hues).size).toBe(4)
    for (const hue of hues) expect(hue >= 0 && hue < 360).toBe(true)
  })
})
