import { createFft } from '../dsp/fft.ts'

/** Parameters of the short-time analysis that STOI and ESTOI share (Taal et al. 2011 §II; Jensen & Taal 2016 §III). */
export const analysis = {
  sampleRate: 10_000,
  frameSamples: 256,
  hopSamples: 128,
  fftSize: 512,
  bands: 15,
  lowestCentreHz: 150,
} as const

/** Hann window without the zeros at its ends, so that frames half a window apart add up to one. */
export const frameWindow = Float64Array.from(
  { length: analysis.frameSamples },
  (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (n + 1)) / (analysis.frameSamples + 1)),
)

/** Number of whole frames in so many samples. */
export const frameCount = (samples: number): number =>
  Math.max(0, Math.floor((samples - analysis.frameSamples) / analysis.hopSamples) + 1)

/**
 * Amplitude in each of 15 third-octave bands from 150 Hz, frame by frame.
 *
 * @param samples mono at 10 kHz
 * @returns one array per band, one value per frame
 */
export function thirdOctaveEnvelopes(samples: Float32Array): Float64Array[] {
  const frames = frameCount(samples.length)
  const envelopes = bandEdges.map(() => new Float64Array(frames))
  const real = new Float64Array(analysis.fftSize)
  const imaginary = new Float64Array(analysis.fftSize)
  for (let frame = 0; frame < frames; frame++) {
    real.fill(0)
    imaginary.fill(0)
    const start = frame * analysis.hopSamples
    frameWindow.forEach((weight, n) => {
      real[n] = weight * (samples[start + n] ?? 0)
    })
    fft.forward(real, imaginary)
    bandEdges.forEach(({ from, to }, band) => {
      let power = 0
      for (let bin = from; bin < to; bin++) power += (real[bin] ?? 0) ** 2 + (imaginary[bin] ?? 0) ** 2
      const envelope = envelopes[band]
      if (envelope) envelope[frame] = Math.sqrt(power)
    })
  }
  return envelopes
}

const fft = createFft(analysis.fftSize)

const nearestBin = (hz: number): number => Math.round((hz * analysis.fftSize) / analysis.sampleRate)

/** First bin of each band and the first one beyond it; edges lie a sixth of an octave from the centre. */
const bandEdges = Array.from({ length: analysis.bands }, (_, band) => {
  const centre = analysis.lowestCentreHz * 2 ** (band / 3)
  return { from: nearestBin(centre * 2 ** (-1 / 6)), to: nearestBin(centre * 2 ** (1 / 6)) }
})
