import { createFft, fftSizeFor } from '../dsp/fft.ts'

/**
 * Where the reference was found.
 * `lagSamples`: reference sample i is received sample i + lag, so a delay is positive.
 * `correlation`: -1 to 1, normalised over the samples that overlap at this lag; 0 when either is silent.
 */
export type Alignment = { lagSamples: number; correlation: number }

export type AlignOptions = {
  /** Lags from `-maxLagSamples` to `maxLagSamples` around `aroundLagSamples` are tried. */
  maxLagSamples: number
  /** Default 0. */
  aroundLagSamples?: number
}

/**
 * The least share of either signal's energy that has to lie in the overlap for a lag to count: a few samples at the edges
 * correlate by chance.
 */
const leastOverlap = 0.25

/**
 * Finds one signal in another: generalised cross-correlation (Knapp & Carter 1976, unit weighting) by FFT. The score is
 * normalised by the energies of the overlap at each lag, so gain and loud passages elsewhere do not matter.
 *
 * @param reference mono, same sample rate as `received`; lengths may differ
 */
export function align(reference: Float32Array, received: Float32Array, options: AlignOptions): Alignment {
  const around = options.aroundLagSamples ?? 0
  const correlation = crossCorrelation(reference, received)
  const first = Math.max(around - options.maxLagSamples, 1 - reference.length)
  const last = Math.min(around + options.maxLagSamples, received.length - 1)
  const overlap = overlapEnergies(reference, received)
  let best: Alignment = { lagSamples: around, correlation: 0 }
  for (let lag = first; lag <= last; lag++) {
    const energy = overlap(lag)
    if (energy === 0) continue
    const score = correlation(lag) / energy
    if (score > best.correlation) best = { lagSamples: lag, correlation: Math.min(1, score) }
  }
  return best
}

/** Σ reference[i] · received[i + lag] as a function of the lag. */
function crossCorrelation(reference: Float32Array, received: Float32Array): (lag: number) => number {
  const fft = createFft(fftSizeFor(reference.length + received.length))
  const { size } = fft
  // Two real signals go through one complex transform, one in each half.
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  real.set(reference)
  imaginary.set(received)
  fft.forward(real, imaginary)
  const productReal = new Float64Array(size)
  const productImaginary = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    const mirror = (size - k) % size
    const a = real[k] ?? 0
    const b = imaginary[k] ?? 0
    const c = real[mirror] ?? 0
    const d = imaginary[mirror] ?? 0
    // X = ((a + c) + j(b - d))/2 and Y = ((b + d) - j(a - c))/2; the correlation's spectrum is X* · Y.
    productReal[k] = ((a + c) * (b + d) - (b - d) * (a - c)) / 4
    productImaginary[k] = -((a + c) * (a - c) + (b - d) * (b + d)) / 4
  }
  fft.inverse(productReal, productImaginary)
  return (lag) => productReal[(lag + size) % size] ?? 0
}

/** √(energy of the reference · energy of the received) over the overlap at a lag, 0 where it is too small to count. */
function overlapEnergies(reference: Float32Array, received: Float32Array): (lag: number) => number {
  const referenceSums = runningEnergy(reference)
  const receivedSums = runningEnergy(received)
  const referenceTotal = referenceSums[reference.length] ?? 0
  const receivedTotal = receivedSums[received.length] ?? 0
  return (lag) => {
    const from = Math.max(0, -lag)
    const to = Math.min(reference.length, received.length - lag)
    const a = between(referenceSums, from, to)
    const b = between(receivedSums, from + lag, to + lag)
    if (a < leastOverlap * referenceTotal && b < leastOverlap * receivedTotal) return 0
    return Math.sqrt(a * b)
  }
}

function runningEnergy(samples: Float32Array): Float64Array {
  const sums = new Float64Array(samples.length + 1)
  for (let i = 0; i < samples.length; i++) sums[i + 1] = (sums[i] ?? 0) + (samples[i] ?? 0) ** 2
  return sums
}

const between = (sums: Float64Array, from: number, to: number): number =>
  to <= from ? 0 : Math.max(0, (sums[to] ?? 0) - (sums[from] ?? 0))
