import { expect, test } from 'vitest'
import { sentence } from '../../tests/speech.ts'
import { delayed, whiteNoise, withNoise } from '../../tests/signals.ts'
import { align } from './alignment.ts'

const speech = sentence('austen-0880')
const maxLagSamples = 48_000

test.each([0, 1, 777, 23_456])('finds a delay of %i samples at any gain', (lagSamples) => {
  const quiet = delayed(speech, lagSamples).map((x) => x * 0.01)
  const found = align(speech, quiet, { maxLagSamples })
  expect(found.lagSamples).toBe(lagSamples)
  expect(found.correlation).toBeGreaterThan(0.9999)
  expect(found.correlation).toBeLessThanOrEqual(1)
})

test('finds what begins before the recording', () => {
  expect(align(speech, speech.subarray(5000), { maxLagSamples })).toMatchObject({ lagSamples: -5000 })
})

test('finds a sentence in noise, between louder ones', () => {
  const loud = sentence('austen-0870').map((x) => 4 * x)
  const lagSamples = loud.length
  const recording = new Float32Array(2 * loud.length + speech.length)
  recording.set(loud)
  recording.set(withNoise(speech, 0), lagSamples)
  recording.set(loud, lagSamples + speech.length)
  const found = align(speech, recording, { maxLagSamples: recording.length })
  expect(found.lagSamples).toBe(lagSamples)
  expect(found.correlation).toBeCloseTo(Math.SQRT1_2, 1)
})

test('does not look beyond the range it was given', () => {
  const found = align(speech, delayed(speech, 3000), { maxLagSamples: 1000 })
  expect(Math.abs(found.lagSamples)).toBeLessThanOrEqual(1000)
  expect(found.correlation).toBeLessThan(0.9)
  expect(align(speech, delayed(speech, 3000), { maxLagSamples: 100, aroundLagSamples: 2950 }).lagSamples).toBe(3000)
})

test('unlike signals hardly correlate, silence not at all', () => {
  expect(align(speech, sentence('austen-0890'), { maxLagSamples }).correlation).toBeLessThan(0.35)
  expect(align(speech, whiteNoise(speech.length, 9), { maxLagSamples }).correlation).toBeLessThan(0.1)
  expect(align(speech, new Float32Array(1000), { maxLagSamples })).toEqual({ lagSamples: 0, correlation: 0 })
  expect(align(new Float32Array(0), new Float32Array(0), { maxLagSamples })).toEqual({ lagSamples: 0, correlation: 0 })
})
