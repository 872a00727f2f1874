import { expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { createTruePeakMeter } from './true-peak.ts'

const highest = (sound: Float32Array): number => {
  const measure = createTruePeakMeter()
  return sound.reduce((peak, sample) => Math.max(peak, measure(sample)), 0)
}

// What FFmpeg 5.1.9 says of the same samples: `-af ebur128=peak=true`.
test.each([
  ['austen-0870', 0.423],
  ['austen-0880', 0.312],
  ['austen-0890', 0.506],
] as const)('agrees with FFmpeg on real speech: %s', (name, expected) => {
  expect(Math.abs(20 * Math.log10(highest(sentence(name)) / expected))).toBeLessThan(0.1)
})

test('finds the height between samples that all lie below it', () => {
  const sound = Float32Array.from({ length: 4800 }, (_, n) => Math.sin((Math.PI / 2) * n + Math.PI / 4))
  expect(Math.max(...sound)).toBeLessThan(0.708)
  expect(20 * Math.log10(highest(sound.subarray(0, sampleRate)))).toBeGreaterThan(-0.6)
})
