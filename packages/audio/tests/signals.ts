import { meanPower } from '../src/dsp/level.ts'

/** Uniform numbers from 0 to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** White Gaussian noise of standard deviation 1 (Box and Muller). */
export function whiteNoise(length: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from({ length }, () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random()))
}

/** The signal with white noise so many dB below it. */
export function withNoise(signal: Float32Array, signalToNoiseDb: number, seed = 1): Float32Array {
  const noise = whiteNoise(signal.length, seed)
  const gain = Math.sqrt(meanPower(signal) / meanPower(noise)) * 10 ** (-signalToNoiseDb / 20)
  return signal.map((sample, i) => sample + gain * (noise[i] ?? 0))
}

/** The signal after so many samples of silence. */
export function delayed(signal: Float32Array, samples: number): Float32Array {
  const output = new Float32Array(signal.length + samples)
  output.set(signal, samples)
  return output
}

export function sine(
  hz: number,
  { sampleRate, seconds, amplitude = 1 }: { sampleRate: number; seconds: number; amplitude?: number },
): Float32Array {
  return Float32Array.from(
    { length: sampleRate * seconds },
    (_, n) => amplitude * Math.sin((2 * Math.PI * hz * n) / sampleRate),
  )
}
