import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  align,
  alignSegments,
  estoi,
  meanPower,
  monoOf,
  readWav,
  type SpeechGaps,
  speechGaps,
  unwarp,
} from '@chaos/audio'
import type { Recording } from './audio-tap.ts'

export type Clip = { file: string; samples: Float32Array; sampleRate: number }

export type Comparison = {
  /** Normalised cross-correlation with the clip over the best-aligned half seconds, 0–1; the median of them. */
  correlation: number
  /** Intelligibility against the clip, 0–1. */
  estoi: number
  gaps: SpeechGaps
}

const speechFolder = join(import.meta.dirname, '../../../assets/speech')
const segmentSeconds = 0.5
const searchSeconds = 0.1

export async function loadClip(name: string): Promise<Clip> {
  const file = join(speechFolder, name)
  const outcome = readWav(await readFile(file))
  if (outcome.kind !== 'wav') throw new Error(`${file}: ${outcome.detail}`)
  return { file, samples: monoOf(outcome.wav), sampleRate: outcome.wav.sampleRate }
}

/** Compares what was heard with a clip that its speaker plays over and over, wherever in the clip the recording began. */
export function compareWithLoop({ samples }: Pick<Recording, 'samples'>, clip: Clip): Comparison {
  const loop = repeat(clip.samples, Math.ceil(samples.length / clip.samples.length) + 1)
  const { lagSamples } = align(samples, loop, { maxLagSamples: loop.length })
  const start = Math.max(0, lagSamples)
  const reference = loop.subarray(start, start + samples.length)
  const segments = alignSegments(reference, samples, {
    windowSamples: segmentSeconds * clip.sampleRate,
    maxLagSamples: searchSeconds * clip.sampleRate,
    maxDriftSamples: searchSeconds * clip.sampleRate,
  })
  const aligned = unwarp(samples, segments)
  const covered = reference.subarray(0, aligned.length)
  const correlations = segments.filter(({ found }) => found).map(({ correlation }) => correlation)
  return {
    correlation: median(correlations),
    estoi: estoi(covered, aligned, clip.sampleRate) ?? 0,
    gaps: speechGaps(covered, aligned, clip.sampleRate),
  }
}

/** Loudness in dB below full scale. */
export const loudnessDb = (samples: Float32Array): number => 10 * Math.log10(meanPower(samples) + 1e-12)

/** The part from one moment to another, in seconds from its beginning. */
export const cutOut = ({ samples, sampleRate }: Recording, from: number, to?: number): { samples: Float32Array } => ({
  samples: samples.subarray(from * sampleRate, to === undefined ? samples.length : to * sampleRate),
})

function repeat(samples: Float32Array, times: number): Float32Array {
  const repeated = new Float32Array(samples.length * times)
  for (let index = 0; index < times; index += 1) repeated.set(samples, index * samples.length)
  return repeated
}

function median(values: readonly number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
