import { expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { withNoise } from '../../tests/signals.ts'
import { resample } from '../dsp/resample.ts'
import { estoi } from './stoi.ts'

const speech = sentence('austen-0870')
const score = (received: Float32Array) => estoi(speech, received, sampleRate) ?? Number.NaN

/** With a second of silence on either side. */
function padded(samples: Float32Array): Float32Array {
  const output = new Float32Array(samples.length + 2 * sampleRate)
  output.set(samples, sampleRate)
  return output
}

test('the reference itself scores 1, at any gain', () => {
  expect(score(speech)).toBeCloseTo(1, 6)
  expect(score(speech.map((x) => -0.02 * x))).toBeCloseTo(1, 6)
})

test.each([
  [10, 0.75, 0.9],
  [0, 0.45, 0.65],
  [-10, 0.15, 0.35],
])('in white noise at %i dB it lies between %f and %f', (db, least, most) => {
  const value = score(withNoise(speech, db))
  expect(value).toBeGreaterThan(least)
  expect(value).toBeLessThan(most)
})

test('does not depend on the sample rate', () => {
  const noisy = withNoise(speech, 5)
  const at16k = estoi(resample(speech, sampleRate, 16_000), resample(noisy, sampleRate, 16_000), 16_000)
  expect(at16k).toBeCloseTo(score(noisy), 2)
})

test('another sentence, or nothing, scores about 0', () => {
  const other = sentence('austen-0890')
  expect(Math.abs(estoi(other, speech.subarray(0, other.length), sampleRate) ?? 1)).toBeLessThan(0.15)
  expect(score(new Float32Array(speech.length))).toBe(0)
})

test('pauses do not count', () => {
  const noisy = withNoise(speech, 5)
  expect(estoi(padded(speech), padded(noisy), sampleRate)).toBeCloseTo(score(noisy), 2)
})

test('too little speech has no score', () => {
  expect(estoi(speech.subarray(0, 0.3 * sampleRate), speech.subarray(0, 0.3 * sampleRate), sampleRate)).toBeNull()
  expect(estoi(new Float32Array(0), new Float32Array(0), sampleRate)).toBeNull()
  expect(estoi(new Float32Array(sampleRate), new Float32Array(sampleRate), sampleRate)).toBeNull()
  expect(() => estoi(speech, speech.subarray(1), sampleRate)).toThrow(RangeError)
})
