import { expect, test } from 'vitest'
import { sentence } from '../../tests/speech.ts'
import { withNoise } from '../../tests/signals.ts'
import { siSdr } from './si-sdr.ts'

const speech = sentence('austen-0890')

test.each([20, 10, 0, -10])('white noise at %i dB measures as that', (db) => {
  expect(Math.abs(siSdr(speech, withNoise(speech, db)) - db)).toBeLessThan(0.2)
})

test('gain and offset change nothing', () => {
  const noisy = withNoise(speech, 10)
  expect(
    siSdr(
      speech,
      noisy.map((x) => 0.3 - x * 0.07),
    ),
  ).toBeCloseTo(siSdr(speech, noisy), 3)
})

test('itself, something else, nothing', () => {
  expect(siSdr(speech, speech)).toBeGreaterThan(100)
  expect(siSdr(speech, sentence('austen-0870').subarray(0, speech.length))).toBeLessThan(-20)
  expect(siSdr(speech, new Float32Array(speech.length))).toBeNaN()
  expect(() => siSdr(speech, speech.subarray(1))).toThrow(RangeError)
})
