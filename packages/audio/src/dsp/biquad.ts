/** y[n] = b0·x[n] + b1·x[n-1] + b2·x[n-2] − a1·y[n-1] − a2·y[n-2] */
export type BiquadCoefficients = { b0: number; b1: number; b2: number; a1: number; a2: number }

/** A second-order filter that remembers where it was, for sound that comes piece by piece. Takes and returns one sample. */
export function createBiquad({ b0, b1, b2, a1, a2 }: BiquadCoefficients): (sample: number) => number {
  let first = 0
  let second = 0
  // Transposed direct form II: two numbers of memory, and kinder to rounding than the form above.
  return (sample) => {
    const output = b0 * sample + first
    first = b1 * sample - a1 * output + second
    second = b2 * sample - a2 * output
    return output
  }
}
