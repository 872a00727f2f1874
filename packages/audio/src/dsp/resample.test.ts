import { describe, expect, test } from 'vitest'
import { sine } from '../../tests/signals.ts'
import { siSdr } from '../measures/si-sdr.ts'
import { rmsDbfs } from './level.ts'
import { resample } from './resample.ts'

const inner = (samples: Float32Array) => samples.subarray(500, -500)

describe('a tone in the passband keeps its level, frequency and phase', () => {
  test.each([
    [48_000, 10_000, 1000],
    [48_000, 10_000, 4200],
    [10_000, 48_000, 4200],
    [44_100, 48_000, 15_000],
    [48_000, 44_100, 15_000],
    [48_000, 16_000, 300],
  ])('%i to %i Hz, tone at %i Hz', (fromHz, toHz, toneHz) => {
    const converted = resample(sine(toneHz, { sampleRate: fromHz, seconds: 1 }), fromHz, toHz)
    const expected = sine(toneHz, { sampleRate: toHz, seconds: 1 })
    expect(converted.length).toBe(expected.length)
    expect(rmsDbfs(inner(converted))).toBeCloseTo(-3.01, 1)
    expect(siSdr(inner(expected), inner(converted))).toBeGreaterThan(60)
  })
})

test('what the lower rate cannot carry is gone, not folded back', () => {
  const converted = resample(sine(6500, { sampleRate: 48_000, seconds: 1 }), 48_000, 10_000)
  expect(rmsDbfs(inner(converted))).toBeLessThan(-70)
})

test('equal rates return the input, impossible ones are refused', () => {
  const samples = new Float32Array([1, 2, 3])
  expect(resample(samples, 8000, 8000)).toBe(samples)
  expect(resample(new Float32Array(0), 48_000, 10_000)).toHaveLength(0)
  expect(() => resample(samples, 0, 8000)).toThrow(RangeError)
  expect(() => resample(samples, 8000, 44_100.5)).toThrow(RangeError)
})
