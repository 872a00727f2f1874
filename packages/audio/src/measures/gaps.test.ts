import { expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { withNoise } from '../../tests/signals.ts'
import { speechGaps } from './gaps.ts'

const speech = sentence('austen-0870')
const ms = (milliseconds: number) => (milliseconds * sampleRate) / 1000

const withSilence = (...stretches: [fromMs: number, toMs: number][]) => {
  const output = speech.slice()
  for (const [from, to] of stretches) output.fill(0, ms(from), ms(to))
  return output
}

test('nothing lost, at any gain and with a little noise', () => {
  expect(speechGaps(speech, speech, sampleRate)).toEqual({ longestMs: 0, atMs: 0, lostMs: 0 })
  expect(
    speechGaps(
      speech,
      speech.map((x) => x * 0.02),
      sampleRate,
    ).longestMs,
  ).toBe(0)
  expect(speechGaps(speech, withNoise(speech, 20), sampleRate).longestMs).toBe(0)
})

test.each([60, 200, 400])('an interruption of %i ms', (lengthMs) => {
  const { longestMs, atMs } = speechGaps(speech, withSilence([1000, 1000 + lengthMs]), sampleRate)
  expect(Math.abs(longestMs - lengthMs)).toBeLessThanOrEqual(20)
  expect(Math.abs(atMs - 1000)).toBeLessThanOrEqual(20)
})

test('two interruptions are two', () => {
  const gaps = speechGaps(speech, withSilence([1000, 1100], [1300, 1500]), sampleRate)
  expect(Math.abs(gaps.longestMs - 200)).toBeLessThanOrEqual(20)
  expect(Math.abs(gaps.atMs - 1300)).toBeLessThanOrEqual(20)
  expect(gaps.lostMs).toBeGreaterThan(gaps.longestMs)
})

test('faint noise in the place of speech is an interruption too', () => {
  const received = withSilence([1000, 1300]).map((x, i) => x + (i % 2 === 0 ? 0.0005 : -0.0005))
  expect(Math.abs(speechGaps(speech, received, sampleRate).longestMs - 300)).toBeLessThanOrEqual(20)
})

test('when all or the end is missing', () => {
  const all = speechGaps(speech, new Float32Array(speech.length), sampleRate)
  expect(all.lostMs).toBeGreaterThan(4000)
  expect(speechGaps(speech, speech.subarray(0, ms(4000)), sampleRate).atMs).toBeGreaterThanOrEqual(3990)
  expect(speechGaps(new Float32Array(0), speech, sampleRate)).toEqual({ longestMs: 0, atMs: 0, lostMs: 0 })
})
