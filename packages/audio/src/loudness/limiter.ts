import { createTruePeakMeter, truePeakDelaySamples } from './true-peak.ts'

export type Limiter = {
  /** Samples that come out are as many samples late as `delaySamples` says. */
  delaySamples: number
  take(sample: number): number
}

const lookAheadSeconds = 0.005
const releaseSeconds = 0.08

/**
 * Keeps the true peak of a sound below a ceiling. The gain falls before a peak comes and rises slowly after it: the smallest
 * gain needed within the look-ahead, averaged over as long, so it is always there in time.
 */
export function createLimiter(sampleRate: number, ceiling: number): Limiter {
  const window = Math.round(sampleRate * lookAheadSeconds)
  const delaySamples = 2 * window + truePeakDelaySamples
  const measure = createTruePeakMeter()
  const smallest = createSlidingMinimum(window)
  const delay = new Float32Array(delaySamples)
  const gains = new Float64Array(window).fill(1)
  const release = 1 - Math.exp(-1 / (sampleRate * releaseSeconds))
  let gainSum = window
  let held = 1
  let count = 0

  return {
    delaySamples,
    take(sample) {
      const needed = Math.min(1, ceiling / measure(sample))
      const least = smallest(needed)
      held = Math.min(least, held + (1 - held) * release)
      const place = count % window
      gainSum += held - (gains[place] ?? 1)
      gains[place] = held
      const out = delay[count % delaySamples] ?? 0
      delay[count % delaySamples] = sample
      count += 1
      return out * Math.min(1, gainSum / window)
    },
  }
}

/** The smallest of the last `window` values, in constant time each. */
function createSlidingMinimum(window: number): (value: number) => number {
  const values: { at: number; value: number }[] = []
  let at = 0
  return (value) => {
    while (values.length > 0 && (values.at(-1)?.value ?? 0) >= value) values.pop()
    values.push({ at, value })
    at += 1
    if ((values[0]?.at ?? at) <= at - window - 1) values.shift()
    return values[0]?.value ?? value
  }
}
