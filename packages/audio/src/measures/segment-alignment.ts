import { meanPower } from '../dsp/level.ts'
import { type Alignment, align } from './alignment.ts'

/** One window of the reference and where it was heard. */
export type AlignedSegment = Alignment & {
  startSamples: number
  lengthSamples: number
  /** `false`: a pause, or nothing alike was received; the lag is carried over from the neighbour. */
  found: boolean
}

export type AlignSegmentsOptions = {
  /** Length of a window; half a second is a good start. */
  windowSamples: number
  /** Search range for the whole signal, as in {@link align}. */
  maxLagSamples: number
  /** How far a window's lag may be from the one before. */
  maxDriftSamples: number
  /** Correlation from which a window counts as found; default 0.5. */
  leastCorrelation?: number
}

/** A window this much below the mean power of the reference is a pause (-25 dB). */
const pausePower = 10 ** -2.5

/**
 * Aligns window by window, each near the lag of the last one that was found, since a jitter buffer stretches and
 * squeezes time while it plays. A window that was lost keeps that lag, so that what is missing stays missing.
 *
 * @param reference mono, same sample rate as `received`
 * @returns windows in order, together covering the reference
 */
export function alignSegments(
  reference: Float32Array,
  received: Float32Array,
  options: AlignSegmentsOptions,
): AlignedSegment[] {
  const { windowSamples, maxDriftSamples, leastCorrelation = 0.5 } = options
  const whole = align(reference, received, { maxLagSamples: options.maxLagSamples })
  const power = meanPower(reference)
  const segments: AlignedSegment[] = []
  let lagSamples = whole.lagSamples
  for (let startSamples = 0; startSamples < reference.length; startSamples += windowSamples) {
    const window = reference.subarray(startSamples, startSamples + windowSamples)
    const isPause = meanPower(window) < power * pausePower
    const heard = isPause
      ? { correlation: 0, lagSamples }
      : locate(window, received, { startSamples, lagSamples, reach: maxDriftSamples })
    const found = heard.correlation >= leastCorrelation
    if (found) lagSamples = heard.lagSamples
    segments.push({
      startSamples,
      lengthSamples: window.length,
      lagSamples,
      correlation: heard.correlation,
      found,
    })
  }
  return segments
}

/**
 * The received signal on the reference's time line: each window fetched from where {@link alignSegments} found it,
 * zeros where nothing was received.
 *
 * @returns as many samples as the segments cover
 */
export function unwarp(received: Float32Array, segments: readonly AlignedSegment[]): Float32Array {
  const output = new Float32Array(segments.reduce((end, s) => Math.max(end, s.startSamples + s.lengthSamples), 0))
  for (const { startSamples, lengthSamples, lagSamples } of segments) {
    output.set(excerpt(received, startSamples + lagSamples, lengthSamples), startSamples)
  }
  return output
}

type Neighbourhood = { startSamples: number; lagSamples: number; reach: number }

/** Searches an excerpt of the received signal around the place where the window is expected. */
function locate(window: Float32Array, received: Float32Array, near: Neighbourhood): Alignment {
  const { startSamples, lagSamples, reach } = near
  const around = excerpt(received, startSamples + lagSamples - reach, window.length + 2 * reach)
  const found = align(window, around, { maxLagSamples: reach, aroundLagSamples: reach })
  return { lagSamples: lagSamples + found.lagSamples - reach, correlation: found.correlation }
}

function excerpt(samples: Float32Array, start: number, length: number): Float32Array {
  const output = new Float32Array(length)
  const from = Math.max(0, start)
  output.set(samples.subarray(from, Math.max(from, start + length)), Math.min(length, from - start))
  return output
}
