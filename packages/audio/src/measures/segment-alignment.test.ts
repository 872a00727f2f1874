import { expect, test } from 'vitest'
import { sampleRate, sentence } from '../../tests/speech.ts'
import { delayed } from '../../tests/signals.ts'
import { resample } from '../dsp/resample.ts'
import { align } from './alignment.ts'
import { alignSegments, unwarp } from './segment-alignment.ts'
import { estoi } from './stoi.ts'

const speech = sentence('austen-0870')
const options = { windowSamples: sampleRate / 2, maxLagSamples: sampleRate, maxDriftSamples: 0.06 * sampleRate }

test('follows a clock that runs 1 % slow, where one lag cannot', () => {
  const stretched = delayed(resample(speech, 100, 101), 12_345)
  expect(align(speech, stretched, options).correlation).toBeLessThan(0.5)
  const segments = alignSegments(speech, stretched, {
    ...options,
    windowSamples: sampleRate / 10,
    leastCorrelation: 0.3,
  })
  const drift = (segments.at(-1)?.lagSamples ?? 0) - (segments[0]?.lagSamples ?? 0)
  expect(Math.abs(drift / speech.length - 0.01)).toBeLessThan(0.002)
  expect(estoi(speech, unwarp(stretched, segments), sampleRate)).toBeGreaterThan(0.8)
})

test('follows a jump in the middle, as a jitter buffer makes', () => {
  const jump = 0.04 * sampleRate
  const half = sampleRate * 3
  const received = new Float32Array(speech.length + jump)
  received.set(speech.subarray(0, half))
  received.set(speech.subarray(half), half + jump)
  const found = alignSegments(speech, received, options).filter((segment) => segment.found)
  expect(found.filter(({ startSamples }) => startSamples < half).every(({ lagSamples }) => lagSamples === 0)).toBe(true)
  expect(found.filter(({ startSamples }) => startSamples >= half).every(({ lagSamples }) => lagSamples === jump)).toBe(
    true,
  )
  expect(new Set(found.map(({ lagSamples }) => lagSamples)).size).toBe(2)
})

test('what is lost stays lost', () => {
  const received = delayed(speech, 4000)
  received.fill(0, 4000 + 2 * sampleRate, 4000 + 3 * sampleRate)
  const segments = alignSegments(speech, received, options)
  expect(segments.map(({ found }) => found).slice(3, 7)).toEqual([true, false, false, true])
  expect(segments.every(({ lagSamples }) => lagSamples === 4000)).toBe(true)
  expect(unwarp(received, segments).every((sample, i) => sample === received[i + 4000])).toBe(true)
})
