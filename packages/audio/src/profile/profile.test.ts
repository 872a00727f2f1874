import { describe, expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { withNoise } from '../../tests/signals.ts'
import { createLevelFrames } from './level-frames.ts'
import { silencesOf } from './silences.ts'
import { waveformOf } from './waveform.ts'

function watched(sound: Float32Array, piece = 128) {
  const levels = createLevelFrames(sampleRate)
  for (let at = 0; at < sound.length; at += piece) levels.push(sound.subarray(at, at + piece))
  return levels
}

const seconds = (count: number): Float32Array => new Float32Array(count * sampleRate)

describe('the waveform', () => {
  test('has the peaks of its stretches, whatever the length', () => {
    const speech = sentence('austen-0880')
    const picture = waveformOf(watched(speech).frames(), 100)
    expect(picture).toHaveLength(100)
    const stretch = speech.subarray(0, Math.floor(speech.length / 4))
    const highest = (part: Float32Array) => part.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0)
    expect(Math.max(...picture.subarray(0, 25))).toBeCloseTo(255 * highest(stretch), -1)
    expect(Math.max(...picture)).toBe(Math.round(255 * highest(speech)))
  })

  test('a short sound is stretched, none at all is flat, overload stays at the top', () => {
    expect([...waveformOf(watched(new Float32Array(960).fill(0.5)).frames(), 4)]).toEqual([128, 128, 128, 128])
    expect([...waveformOf([], 3)]).toEqual([0, 0, 0])
    expect([...waveformOf(watched(new Float32Array(480).fill(-2)).frames(), 1)]).toEqual([255])
  })
})

describe('the pauses', () => {
  const first = sentence('austen-0870')
  const second = sentence('austen-0880')
  const quiet = Float32Array.from([...first, ...seconds(3), ...second, ...seconds(2)])

  test.each([
    ['digital silence', quiet],
    ['a noisy room', withNoise(quiet, 22)],
  ])('of two sentences are found in %s, and no word is cut', (_, sound) => {
    const pauses = silencesOf(watched(sound).frames())
    const between = (first.length / sampleRate) * 1000
    const long = pauses.filter(({ fromMs, toMs }) => toMs - fromMs > 1000)
    expect(long).toHaveLength(2)
    expect(long[0]?.fromMs).toBeLessThan(between + 300)
    expect(long[0]?.toMs).toBeGreaterThan(between + 2700)
    expect(long[0]?.toMs).toBeLessThan(between + 3300)
    // A reader pauses between phrases, too; what is passed over is a small part of what was said.
    const inside = pauses.filter(({ toMs }) => toMs < between).reduce((sum, { fromMs, toMs }) => sum + toMs - fromMs, 0)
    expect(inside).toBeLessThan(between / 5)
  })

  test('nothing recorded, nothing silent', () => {
    expect(silencesOf([])).toEqual([])
    expect(silencesOf(watched(first.subarray(24_000, 72_000)).frames())).toEqual([])
  })
})

test('knows its length to the sample', () => {
  expect(watched(seconds(1).subarray(0, 12_345)).durationMs).toBeCloseTo((12_345 / sampleRate) * 1000, 9)
})
