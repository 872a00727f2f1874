import { createKWeighting } from './k-weighting.ts'

export type LoudnessMeter = {
  /** The next piece of the sound, of any length. */
  push(samples: Float32Array): void
  /** Loudness of all so far, LUFS; -Infinity while there was none above the gate. */
  integrated(): number
}

/** Blocks are 400 ms and overlap by three quarters, so each is four steps of 100 ms. */
const stepsPerBlock = 4
const stepSeconds = 0.1
/** Blocks below this never count, LUFS. */
const absoluteGate = -70
/** Nor do those this much below the mean of the others, LU. */
const relativeGate = -10

const loudnessOf = (power: number): number => -0.691 + 10 * Math.log10(power)
const powerOf = (loudness: number): number => 10 ** ((loudness + 0.691) / 10)

/**
 * Integrated loudness of one channel, heard piece by piece; it keeps 10 numbers a second.
 * Source: ITU-R BS.1770-4, Annex 1 (EBU R 128).
 *
 * @param gateLufs blocks below this do not count either; the standard's own gate unless a caller listens for speech only
 */
export function createLoudnessMeter(sampleRate: number, gateLufs = absoluteGate): LoudnessMeter {
  const weigh = createKWeighting(sampleRate)
  const stepSamples = Math.round(sampleRate * stepSeconds)
  const leastPower = powerOf(Math.max(absoluteGate, gateLufs))
  const steps: number[] = []
  const blocks: number[] = []
  let energy = 0
  let inStep = 0
  let known = { blocks: 0, loudness: -Infinity }

  const endStep = (): void => {
    steps.push(energy / stepSamples)
    energy = 0
    inStep = 0
    if (steps.length < stepsPerBlock) return
    const power = mean(steps)
    steps.shift()
    if (power > leastPower) blocks.push(power)
  }

  return {
    push(samples) {
      for (const sample of samples) {
        energy += weigh(sample) ** 2
        inStep += 1
        if (inStep === stepSamples) endStep()
      }
    },
    integrated() {
      if (known.blocks === blocks.length) return known.loudness
      const gate = powerOf(loudnessOf(mean(blocks)) + relativeGate)
      known = { blocks: blocks.length, loudness: loudnessOf(mean(blocks.filter((power) => power > gate))) }
      return known.loudness
    },
  }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
