import { describe, expect, it } from 'vitest'
import { type PaletteEntry, searchPalette } from './search.ts'

const entry = (label: string): PaletteEntry => ({ id: label, kind: 'channel', label, hint: '' })
const labels = (entries: PaletteEntry[]) => entries.map(({ label }) => label)
const all = ['Late night', 'Lobby', 'Blue lounge', 'Élan', 'Mara Lind'].map(entry)

describe('searchPalette', () => {
  it('lists everything in the order given while nothing is typed', () =>
    expect(labels(searchPalette(all, ' '))).toEqual(labels(all)))

  it('puts starts before words, words before the middle, the middle before scattered letters', () =>
    expect(labels(searchPalette(all, 'l'))).toEqual(['Late night', 'Lobby', 'Blue lounge', 'Mara Lind', 'Élan']))

  it('finds letters in order, whatever the case and accents', () => {
    expect(labels(searchPalette(all, 'ELAN'))).toEqual(['Élan'])
    expect(labels(searchPalette(all, 'mld'))).toEqual(['Mara Lind'])
    expect(labels(searchPalette(all, 'zz'))).toEqual([])
  })

  it('stops at the limit', () => expect(searchPalette(all, '', 2)).toHaveLength(2))
})
