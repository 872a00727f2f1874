import { expect, test } from 'vitest'
import { whiteNoise } from '../../tests/signals.ts'
import { createFft, fftSizeFor } from './fft.ts'

test('agrees with the transform written out', () => {
  const size = 32
  const input = Float64Array.from(whiteNoise(size, 3))
  const real = input.slice()
  const imaginary = new Float64Array(size)
  createFft(size).forward(real, imaginary)
  for (let k = 0; k < size; k++) {
    const turn = (n: number) => (-2 * Math.PI * k * n) / size
    expect(real[k]).toBeCloseTo(
      input.reduce((sum, x, n) => sum + x * Math.cos(turn(n)), 0),
      9,
    )
    expect(imaginary[k]).toBeCloseTo(
      input.reduce((sum, x, n) => sum + x * Math.sin(turn(n)), 0),
      9,
    )
  }
})

test('the inverse brings complex samples back', () => {
  const fft = createFft(1024)
  const real = Float64Array.from(whiteNoise(1024, 4))
  const imaginary = Float64Array.from(whiteNoise(1024, 5))
  const [realBefore, imaginaryBefore] = [real.slice(), imaginary.slice()]
  fft.forward(real, imaginary)
  fft.inverse(real, imaginary)
  expect(Math.max(...real.map((x, i) => Math.abs(x - (realBefore[i] ?? 0))))).toBeLessThan(1e-12)
  expect(Math.max(...imaginary.map((x, i) => Math.abs(x - (imaginaryBefore[i] ?? 0))))).toBeLessThan(1e-12)
})

test('sizes are powers of two', () => {
  expect(() => createFft(48)).toThrow(RangeError)
  expect(() => createFft(0)).toThrow(RangeError)
  expect(() => createFft(8).forward(new Float64Array(8), new Float64Array(4))).toThrow(RangeError)
  expect([0, 1, 2, 3, 1024, 1025].map(fftSizeFor)).toEqual([1, 1, 2, 4, 1024, 2048])
})
