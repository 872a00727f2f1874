import { describe, expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { whiteNoise } from '../../tests/signals.ts'
import { align } from '../measures/alignment.ts'
import { estoi } from '../measures/stoi.ts'
import { createLeveller } from './leveller.ts'
import { createLoudnessMeter } from './loudness-meter.ts'
import { createTruePeakMeter } from './true-peak.ts'

function levelled(sound: Float32Array, piece = 960): Float32Array {
  const leveller = createLeveller({ sampleRate })
  const pieces: Float32Array[] = []
  for (let at = 0; at < sound.length; at += piece) pieces.push(leveller.push(sound.subarray(at, at + piece)))
  pieces.push(leveller.end())
  return Float32Array.from(pieces.flatMap((each) => [...each]))
}

function loudnessOf(sound: Float32Array): number {
  const meter = createLoudnessMeter(sampleRate)
  meter.push(sound)
  return meter.integrated()
}

const truePeakDb = (sound: Float32Array): number => {
  const measure = createTruePeakMeter()
  return 20 * Math.log10(sound.reduce((peak, sample) => Math.max(peak, measure(sample)), 0))
}

const atGain = (sound: Float32Array, db: number): Float32Array => sound.map((sample) => sample * 10 ** (db / 20))
const reading = (): Float32Array =>
  Float32Array.from([...sentence('austen-0870'), ...sentence('austen-0880'), ...sentence('austen-0890')])

describe.each([
  ['as recorded', 0],
  ['far from the microphone', -20],
  ['too loud', 8],
])('real speech, %s', (_, db) => {
  const sound = atGain(reading(), db)
  const output = levelled(sound)

  test('comes out at -16 LUFS, and no peak above the ceiling', () => {
    expect(Math.abs(loudnessOf(output) - -16)).toBeLessThan(1)
    expect(truePeakDb(output)).toBeLessThan(-1.5)
  })

  test('keeps its length, its place in time and every word', () => {
    expect(output.length).toBe(sound.length)
    const [before, after] = [sound, output].map((whole) => whole.subarray(0, 3 * sampleRate))
    if (!before || !after) throw new Error('two go in')
    expect(align(before, after, { maxLagSamples: 4800 }).lagSamples).toBe(0)
    expect(estoi(before, after, sampleRate)).toBeGreaterThan(0.97)
  })
})

test('the size of the pieces does not matter', () => {
  const sound = sentence('austen-0880')
  const whole = levelled(sound, sound.length)
  // Compared as one number: a difference of arrays this long would be printed.
  expect(levelled(sound, 128).reduce((most, x, i) => Math.max(most, Math.abs(x - (whole[i] ?? 9))), 0)).toBe(0)
})

test('the room before the first word is not lifted to the level of a voice', () => {
  const room = atGain(whiteNoise(3 * sampleRate, 5), -70)
  expect(loudnessOf(levelled(room))).toBeLessThan(-60)
})

test('what is shorter than the look-ahead comes out whole', () => {
  const sound = sentence('austen-0870').subarray(0, 5000)
  expect(levelled(sound)).toHaveLength(5000)
  expect(levelled(new Float32Array(0))).toHaveLength(0)
})
