import { type BiquadCoefficients, createBiquad } from '../dsp/biquad.ts'

/**
 * The frequency weighting of loudness: a shelf for the head, then a high-pass. The standard's table holds for 48 kHz; these
 * are the analogue prototypes behind it, so that other rates weigh alike.
 * Source: ITU-R BS.1770-4, Annex 1; prototypes as in libebur128 and FFmpeg.
 */
export function createKWeighting(sampleRate: number): (sample: number) => number {
  const shelf = createBiquad(highShelf(sampleRate))
  const cut = createBiquad(highPass(sampleRate))
  return (sample) => cut(shelf(sample))
}

function highShelf(sampleRate: number): BiquadCoefficients {
  const gainDb = 3.999843853973347
  const quality = 0.7071752369554196
  const k = Math.tan((Math.PI * 1681.974450955533) / sampleRate)
  const high = 10 ** (gainDb / 20)
  const band = high ** 0.4996667741545416
  const a0 = 1 + k / quality + k * k
  return {
    b0: (high + (band * k) / quality + k * k) / a0,
    b1: (2 * (k * k - high)) / a0,
    b2: (high - (band * k) / quality + k * k) / a0,
    a1: (2 * (k * k - 1)) / a0,
    a2: (1 - k / quality + k * k) / a0,
  }
}

function highPass(sampleRate: number): BiquadCoefficients {
  const quality = 0.5003270373238773
  const k = Math.tan((Math.PI * 38.13547087602444) / sampleRate)
  const a0 = 1 + k / quality + k * k
  return { b0: 1, b1: -2, b2: 1, a1: (2 * (k * k - 1)) / a0, a2: (1 - k / quality + k * k) / a0 }
}
