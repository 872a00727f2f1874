import { describe, expect, it } from 'vitest'
import { contrast } from './contrast.ts'
import { dark, light, type Tones } from './tokens.ts'

const surfaces = ['rail', 'side', 'stage', 'raised', 'lifted', 'hover'] as const

describe.each([
  ['dark', dark],
  ['light', light],
] as [string, Tones][])('%s', (_, tones) => {
  it.each(surfaces)('text reads on %s', (surface) => {
    expect(contrast(tones.text, tones[surface])).toBeGreaterThanOrEqual(7)
    expect(contrast(tones.quiet, tones[surface])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tones.faint, tones[surface])).toBeGreaterThanOrEqual(4.5)
    for (const name of ['accent', 'live', 'danger'] as const)
      expect(contrast(tones[name], tones[surface]), name).toBeGreaterThanOrEqual(4.5)
  })

  it('words read on filled controls and washes', () => {
    expect(contrast(tones.onAccent, tones.accent)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tones.onAccent, tones.accentStrong)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tones.onLive, tones.live)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tones.onDanger, tones.dangerFill)).toBeGreaterThanOrEqual(4.5)
    for (const wash of ['accentWash', 'liveWash', 'dangerWash'] as const)
      expect(contrast(tones.text, tones[wash]), wash).toBeGreaterThanOrEqual(7)
    expect(contrast(tones.danger, tones.dangerWash)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tones.live, tones.liveWash)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(tones.accent, tones.accentWash)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(['stage', 'side', 'raised'] as const)('edges of controls show on %s (WCAG 1.4.11)', (surface) => {
    expect(contrast(tones.edge, tones[surface])).toBeGreaterThanOrEqual(3)
  })
})
