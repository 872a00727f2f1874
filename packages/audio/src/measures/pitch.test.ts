import { expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { sine, whiteNoise } from '../../tests/signals.ts'
import { resample } from '../dsp/resample.ts'
import { medianPitch } from './pitch.ts'

test('a tone has its own pitch', () => {
  expect(medianPitch(sine(120, { sampleRate, seconds: 1 }), sampleRate)).toBeCloseTo(120, 0)
})

test('a voice played a fifth faster is a fifth higher', () => {
  const speech = sentence('austen-0880')
  const pitch = medianPitch(speech, sampleRate) ?? 0
  expect(pitch).toBeGreaterThan(80)
  expect(pitch).toBeLessThan(300)
  expect((medianPitch(resample(speech, 48_000, 40_000), sampleRate) ?? 0) / pitch).toBeCloseTo(1.2, 1)
})

test('noise and silence have none', () => {
  expect(medianPitch(whiteNoise(sampleRate, 3), sampleRate)).toBeNull()
  expect(medianPitch(new Float32Array(sampleRate), sampleRate)).toBeNull()
})
