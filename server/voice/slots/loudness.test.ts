import { expect, it } from 'vitest'
import { createLoudness } from './loudness.ts'

/** Packets every 20 ms with these levels, −dBov; returns the time of the last. */
const play = (loudness: ReturnType<typeof createLoudness>, levels: (number | undefined)[], fromMs = 0): number => {
  levels.forEach((level, index) => loudness.note(level, fromMs + index * 20))
  return fromMs + (levels.length - 1) * 20
}

it('M2: two loud packets in a row are speech, one is a click', () => {
  const loudness = createLoudness()
  expect(loudness.speaking(0)).toBe(false)
  expect(loudness.speaking(play(loudness, [20, 90, 20, 90]))).toBe(false)
  expect(loudness.speaking(play(loudness, [20, 20], 100))).toBe(true)
})

it('speech lasts 400 ms beyond its last loud packet, so that it does not flicker between words', () => {
  const loudness = createLoudness()
  const lastMs = play(loudness, [50, 50])
  play(loudness, [51, 127], lastMs + 20)
  expect(loudness.speaking(lastMs + 399)).toBe(true)
  expect(loudness.speaking(lastMs + 400)).toBe(false)
})

it('the value is higher the louder it is, moves smoothly, and is nothing when packets stop', () => {
  const [loud, quiet] = [createLoudness(), createLoudness()]
  const atMs = play(loud, Array<number>(40).fill(10))
  play(quiet, Array<number>(40).fill(40))
  expect(loud.value(atMs)).toBeCloseTo(117, 0)
  expect(quiet.value(atMs)).toBeCloseTo(87, 0)
  loud.note(127, atMs + 20)
  expect(loud.value(atMs + 20)).toBeCloseTo(117 * 0.75, 0)
  expect(loud.value(atMs + 20 + 400)).toBe(0)
})

it('a client that tells no level counts as somebody who speaks at middling loudness', () => {
  const loudness = createLoudness()
  const atMs = play(loudness, Array<undefined>(40).fill(undefined))
  expect(loudness.speaking(atMs)).toBe(true)
  expect(loudness.value(atMs)).toBeCloseTo(97, 0)
})
