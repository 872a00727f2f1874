/** A discrete Fourier transform of one size, in place on the two halves of a complex signal. */
export type Fft = {
  size: number
  /** Overwrites `size` complex samples by their spectrum. Throws a RangeError for arrays of another length. */
  forward(real: Float64Array, imaginary: Float64Array): void
  /** Undoes `forward`, scaling by 1/size included. Throws a RangeError for arrays of another length. */
  inverse(real: Float64Array, imaginary: Float64Array): void
}

/**
 * Prepares a radix-2 decimation-in-time transform (Cooley & Tukey 1965).
 *
 * @param size a power of two; a RangeError otherwise
 */
export function createFft(size: number): Fft {
  if (!Number.isInteger(Math.log2(size))) throw new RangeError(`FFT size ${size} is not a power of two`)
  const order = bitReversedOrder(size)
  const cosines = Float64Array.from({ length: size / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / size))
  const sines = Float64Array.from({ length: size / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / size))

  const forward = (real: Float64Array, imaginary: Float64Array): void => {
    if (real.length !== size || imaginary.length !== size) throw new RangeError(`expected ${size} samples`)
    reorder(real, order)
    reorder(imaginary, order)
    for (let half = 1; half < size; half *= 2) butterflies({ real, imaginary, cosines, sines }, half)
  }

  return {
    size,
    forward,
    inverse(real, imaginary) {
      // With the two halves exchanged the forward transform is the inverse one, but for its scale.
      forward(imaginary, real)
      for (let i = 0; i < size; i++) {
        real[i] = at(real, i) / size
        imaginary[i] = at(imaginary, i) / size
      }
    },
  }
}

/** The smallest power of two that is not below `length`. */
export const fftSizeFor = (length: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, length)))

type Stage = { real: Float64Array; imaginary: Float64Array; cosines: Float64Array; sines: Float64Array }

function butterflies({ real, imaginary, cosines, sines }: Stage, half: number): void {
  const size = real.length
  const stride = size / (2 * half)
  for (let start = 0; start < size; start += 2 * half) {
    for (let k = 0; k < half; k++) {
      const upper = start + k
      const lower = upper + half
      const c = at(cosines, k * stride)
      const s = at(sines, k * stride)
      const r = at(real, lower) * c - at(imaginary, lower) * s
      const i = at(real, lower) * s + at(imaginary, lower) * c
      real[lower] = at(real, upper) - r
      imaginary[lower] = at(imaginary, upper) - i
      real[upper] = at(real, upper) + r
      imaginary[upper] = at(imaginary, upper) + i
    }
  }
}

function bitReversedOrder(size: number): Uint32Array {
  const order = new Uint32Array(size)
  for (let i = 1; i < size; i++) order[i] = ((order[i >> 1] ?? 0) >> 1) | (i & 1 ? size >> 1 : 0)
  return order
}

function reorder(values: Float64Array, order: Uint32Array): void {
  for (let i = 0; i < order.length; i++) {
    const j = order[i] ?? 0
    if (j <= i) continue
    const kept = at(values, i)
    values[i] = at(values, j)
    values[j] = kept
  }
}

// Every index above is inside by construction; the fallback only satisfies the compiler.
const at = (values: Float64Array, index: number): number => values[index] ?? 0
