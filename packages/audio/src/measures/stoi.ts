import { resample } from '../dsp/resample.ts'
import { analysis, frameCount, frameWindow, thirdOctaveEnvelopes } from './third-octaves.ts'

/** Frames in one intermediate measure: 30 frames, 384 ms. */
const segmentFrames = 30
/** Frames of the reference more than this below its loudest are pauses and are left out of both signals. */
const pauseDb = 40

/**
 * Extended short-time objective intelligibility: about 0 for speech that cannot be understood, 1 for the reference itself.
 * Source: Jensen & Taal, "An Algorithm for Predicting the Intelligibility of Speech Masked by Modulated Noise Maskers",
 * IEEE/ACM TASLP 24(11), 2016.
 *
 * @param reference mono
 * @param received mono, aligned with it to within a few milliseconds and of the same length; a RangeError otherwise
 * @param sampleRate of both, in Hz
 * @returns the score, or `null` when the reference holds less than 384 ms of speech
 */
export function estoi(reference: Float32Array, received: Float32Array, sampleRate: number): number | null {
  if (reference.length !== received.length) throw new RangeError('signals differ in length')
  const spoken = withoutPauses(
    resample(reference, sampleRate, analysis.sampleRate),
    resample(received, sampleRate, analysis.sampleRate),
  )
  const clean = thirdOctaveEnvelopes(spoken.reference)
  const heard = thirdOctaveEnvelopes(spoken.received)
  const segments = frameCount(spoken.reference.length) - segmentFrames + 1
  if (segments < 1) return null
  let sum = 0
  for (let first = 0; first < segments; first++) sum += similarity(segment(clean, first), segment(heard, first))
  return sum / segments
}

/** Drops the frames in which the reference pauses, and joins the others by overlap-add. */
function withoutPauses(reference: Float32Array, received: Float32Array) {
  const levels = Array.from({ length: frameCount(reference.length) }, (_, frame) => frameLevelDb(reference, frame))
  const threshold = levels.reduce((loudest, level) => Math.max(loudest, level), -Infinity) - pauseDb
  const kept = levels.flatMap((level, frame) => (level > threshold ? [frame] : []))
  return { reference: overlapAdd(reference, kept), received: overlapAdd(received, kept) }
}

function frameLevelDb(samples: Float32Array, frame: number): number {
  const start = frame * analysis.hopSamples
  const energy = frameWindow.reduce((sum, weight, n) => sum + (weight * (samples[start + n] ?? 0)) ** 2, 0)
  return 10 * Math.log10(energy)
}

function overlapAdd(samples: Float32Array, frames: readonly number[]): Float32Array {
  const { hopSamples, frameSamples } = analysis
  const output = new Float32Array(frames.length === 0 ? 0 : (frames.length - 1) * hopSamples + frameSamples)
  frames.forEach((frame, position) => {
    frameWindow.forEach((weight, n) => {
      const target = position * hopSamples + n
      output[target] = (output[target] ?? 0) + weight * (samples[frame * hopSamples + n] ?? 0)
    })
  })
  return output
}

/** A segment's rows (bands over time), then its columns (spectra), each brought to mean 0 and length 1: eq. 3 to 5. */
function segment(envelopes: readonly Float64Array[], first: number): Float64Array[] {
  const rows = envelopes.map((envelope) => normalised(envelope.slice(first, first + segmentFrames)))
  return Array.from({ length: segmentFrames }, (_, frame) =>
    normalised(Float64Array.from(rows, (row) => row[frame] ?? 0)),
  )
}

/** Mean over the frames of the inner products of the two spectra: eq. 6. */
function similarity(clean: readonly Float64Array[], heard: readonly Float64Array[]): number {
  const products = clean.map((column, frame) =>
    column.reduce((sum, x, band) => sum + x * (heard[frame]?.[band] ?? 0), 0),
  )
  return products.reduce((sum, product) => sum + product, 0) / segmentFrames
}

/** Mean 0 and Euclidean length 1. A constant vector becomes zero, so that silence resembles nothing. */
function normalised(vector: Float64Array): Float64Array {
  const mean = vector.reduce((sum, x) => sum + x, 0) / vector.length
  const length = Math.sqrt(vector.reduce((sum, x) => sum + (x - mean) ** 2, 0))
  const scale = length > Number.EPSILON * Math.abs(mean) ? 1 / length : 0
  return vector.map((x) => (x - mean) * scale)
}
