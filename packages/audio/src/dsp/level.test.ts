import { expect, test } from 'vitest'
import { sine } from '../../tests/signals.ts'
import { rfc6464Level, rmsDbfs } from './level.ts'

const square = (amplitude: number) =>
  Float32Array.from({ length: 960 }, (_, n) => (n % 2 === 0 ? amplitude : -amplitude))

test('a full-scale square wave is 0 dB, a sine 3 dB less, silence endless', () => {
  expect(rmsDbfs(square(1))).toBe(0)
  expect(rmsDbfs(sine(1000, { sampleRate: 48_000, seconds: 1 }))).toBeCloseTo(-3.01, 2)
  expect(rmsDbfs(square(0.1))).toBeCloseTo(-20, 4)
  expect(rmsDbfs(new Float32Array(960))).toBe(-Infinity)
})

test('the header extension counts down from 0 to 127', () => {
  expect(rfc6464Level(square(1))).toBe(0)
  expect(rfc6464Level(square(2))).toBe(0)
  expect(rfc6464Level(square(0.1))).toBe(20)
  expect(rfc6464Level(square(1e-7))).toBe(127)
  expect(rfc6464Level(new Float32Array(960))).toBe(127)
  expect(rfc6464Level(new Float32Array(0))).toBe(127)
})
