const zeroCrossings = 24
const kaiserBeta = 9
const passband = 0.95

/**
 * Converts between sample rates by band-limited interpolation: a sinc under a Kaiser window, cut off at 95 % of the lower
 * Nyquist frequency, evaluated once per phase of the rate ratio.
 * Source: J. O. Smith, "Digital Audio Resampling"; Kaiser window: Kaiser & Schafer 1980.
 *
 * @param samples mono, any scale
 * @param fromHz a positive whole number, as is `toHz`; a RangeError otherwise
 * @returns ⌈length · toHz / fromHz⌉ samples; the input itself when the rates agree
 */
export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (!isRate(fromHz) || !isRate(toHz)) throw new RangeError(`cannot resample from ${fromHz} to ${toHz} Hz`)
  if (fromHz === toHz) return samples
  const divisor = greatestCommonDivisor(fromHz, toHz)
  const up = toHz / divisor
  const down = fromHz / divisor
  const filters = phaseFilters(up, down)
  const output = new Float32Array(Math.ceil((samples.length * up) / down))
  for (let n = 0; n < output.length; n++) {
    const filter = filters[(n * down) % up]
    if (filter) output[n] = convolveAt(samples, filter, Math.floor((n * down) / up))
  }
  return output
}

/** One filter per fraction p/up of an input sample; tap t weighs the input sample `centre + t - reach + 1`. */
function phaseFilters(up: number, down: number): Float64Array[] {
  const cutoff = Math.min(1, up / down) * passband
  const reach = Math.ceil(zeroCrossings / cutoff)
  return Array.from({ length: up }, (_, phase) =>
    Float64Array.from({ length: 2 * reach }, (__, tap) => {
      const distance = tap - reach + 1 - phase / up
      return cutoff * sinc(cutoff * distance) * kaiser(distance / reach)
    }),
  )
}

function convolveAt(samples: Float32Array, filter: Float64Array, centre: number): number {
  const first = centre - filter.length / 2 + 1
  const from = Math.max(0, -first)
  const to = Math.min(filter.length, samples.length - first)
  let sum = 0
  for (let tap = from; tap < to; tap++) sum += (filter[tap] ?? 0) * (samples[first + tap] ?? 0)
  return sum
}

const isRate = (hz: number): boolean => Number.isInteger(hz) && hz > 0
const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b))
const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x))
const kaiser = (x: number): number => (Math.abs(x) > 1 ? 0 : besselI0(kaiserBeta * Math.sqrt(1 - x * x)) / kaiserPeak)

/** Modified Bessel function of the first kind, order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

const kaiserPeak = besselI0(kaiserBeta)
