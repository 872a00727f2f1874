import { expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { sine } from '../../tests/signals.ts'
import { resample } from '../dsp/resample.ts'
import { createLoudnessMeter } from './loudness-meter.ts'

const loudnessOf = (sound: Float32Array, rate = sampleRate, piece = sound.length): number => {
  const meter = createLoudnessMeter(rate)
  for (let at = 0; at < sound.length; at += piece) meter.push(sound.subarray(at, at + piece))
  return meter.integrated()
}

/** The first sentence, three seconds of silence, the second one 18 dB quieter, the third. */
function conversation(): Float32Array {
  const [first, second, third] = [sentence('austen-0870'), sentence('austen-0880'), sentence('austen-0890')]
  const quiet = second.map((sample) => sample * 10 ** (-18 / 20))
  return Float32Array.from([...first, ...new Float32Array(3 * sampleRate), ...quiet, ...third])
}

// What FFmpeg 5.1.9 says of the same samples: `-af ebur128=metadata=1`.
test.each([
  ['austen-0870', () => sentence('austen-0870'), -24.727],
  ['austen-0880', () => sentence('austen-0880'), -27.092],
  ['austen-0890', () => sentence('austen-0890'), -25.12],
  ['a conversation with a pause', conversation, -24.861],
])('agrees with FFmpeg on real speech: %s', (_, sound, expected) => {
  expect(Math.abs(loudnessOf(sound()) - expected)).toBeLessThan(0.1)
})

test('other rates weigh alike', () => {
  const speech = resample(sentence('austen-0870'), sampleRate, 44_100)
  expect(Math.abs(loudnessOf(speech, 44_100) - -24.722)).toBeLessThan(0.1)
})

test('the size of the pieces does not matter', () => {
  const speech = sentence('austen-0890')
  expect(loudnessOf(speech, sampleRate, 128)).toBe(loudnessOf(speech))
})

test('a tone of 997 Hz at full scale is -3.01 LUFS, as the standard says', () => {
  expect(loudnessOf(sine(997, { sampleRate, seconds: 3 }))).toBeCloseTo(-3.01, 1)
})

test('silence, and less than a block, have no loudness', () => {
  expect(loudnessOf(new Float32Array(sampleRate))).toBe(-Infinity)
  expect(loudnessOf(sentence('austen-0870').subarray(0, 1000))).toBe(-Infinity)
})
