import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AlignedSegment,
  align,
  alignSegments,
  estoi,
  meanPower,
  monoOf,
  readWav,
  resample,
  type SpeechGaps,
  speechGaps,
  unwarp,
  writeWav,
} from '@chaos/audio'
import type { Recording } from './audio-tap.ts'

export type Clip = { file: string; samples: Float32Array; sampleRate: number; remove(): Promise<void> }

export type Comparison = {
  /**
   * Normalised cross-correlation with the clip, window by window, 0–1: the median of the windows with speech. The
   * microphone's noise suppression and Opus both change the wave, so even a perfect transmission stays well below 1.
   */
  correlation: number
  /** Intelligibility against the clip, 0–1. */
  estoi: number
  gaps: SpeechGaps
}

const speechFolder = join(import.meta.dirname, '../../../assets/speech')
const fileSeconds = 300
const segmentSeconds = 0.5
const searchSeconds = 0.15
/** Enough to find a sentence by, Hz. */
const coarseRate = 8_000
const endSeconds = 1
const leastCorrelation = 0.3

/**
 * A sentence, and a file that says it over and over for five minutes: Chromium's file microphone adds a pause of its own
 * wherever it starts a file again, and then nothing would line up.
 */
export async function loadClip(name: string): Promise<Clip> {
  const source = join(speechFolder, name)
  const outcome = readWav(await readFile(source))
  if (outcome.kind !== 'wav') throw new Error(`${source}: ${outcome.detail}`)
  const { sampleRate } = outcome.wav
  const samples = monoOf(outcome.wav)
  const folder = await mkdtemp(join(tmpdir(), 'chaos-speech-'))
  const file = join(folder, name)
  const long = repeat(samples, Math.ceil((fileSeconds * sampleRate) / samples.length))
  await writeFile(file, writeWav({ sampleRate, channels: [long] }, 'pcm16'))
  return { file, samples, sampleRate, remove: () => rm(folder, { recursive: true }) }
}

/** Compares what was heard with a clip that its speaker plays over and over, wherever in the clip the recording began. */
export function compareWithLoop({ samples }: Pick<Recording, 'samples'>, clip: Clip): Comparison {
  const { sampleRate } = clip
  const loop = repeat(clip.samples, Math.ceil(samples.length / clip.samples.length) + 2)
  const { start } = findStart(samples, clip)
  // What is near the end may still be on its way, the buffer having stretched time.
  const reference = loop.subarray(start, start + samples.length - endSeconds * sampleRate)
  const segments = alignSegments(reference, samples, {
    windowSamples: segmentSeconds * sampleRate,
    maxLagSamples: searchSeconds * sampleRate,
    maxDriftSamples: searchSeconds * sampleRate,
    leastCorrelation,
  })
  const aligned = unwarp(samples, segments)
  const covered = reference.subarray(0, aligned.length)
  const spoken = segments.filter((segment) => isSpoken(reference, segment))
  const correlations = spoken.map(({ found, correlation }) => (found ? correlation : 0))
  return {
    correlation: median(correlations),
    estoi: estoi(covered, aligned, sampleRate) ?? 0,
    gaps: speechGaps(covered, aligned, sampleRate),
  }
}

/**
 * Where in the clip the recording begins, nearly: the windows are placed exactly afterwards, so that a coarse copy of the
 * sound will do. A jitter buffer stretches time, so a whole recording fits nowhere; a second of it does. Several are
 * tried, and the best fit counts.
 */
function findStart(samples: Float32Array, { samples: clip, sampleRate }: Clip): { start: number; likeness: number } {
  const [coarse, coarseClip] = [samples, repeat(clip, 2)].map((fine) => resample(fine, sampleRate, coarseRate))
  if (!coarse || !coarseClip) throw new Error('two go in')
  let best = { correlation: -1, start: 0 }
  for (let at = 0; at + coarseRate <= coarse.length; at += 2 * coarseRate) {
    const piece = coarse.subarray(at, at + coarseRate)
    const { lagSamples, correlation } = align(piece, coarseClip, { maxLagSamples: coarseClip.length })
    if (correlation > best.correlation) best = { correlation, start: lagSamples - at }
  }
  const start = Math.round((best.start * sampleRate) / coarseRate)
  return { start: ((start % clip.length) + clip.length) % clip.length, likeness: best.correlation }
}

/** The recording in which a second of the clip is found best; undefined when there are none. */
export const likest = (recordings: readonly Recording[], clip: Clip): Recording | undefined =>
  recordings
    .map((recording) => ({ recording, likeness: findStart(recording.samples, clip).likeness }))
    .toSorted((a, b) => b.likeness - a.likeness)[0]?.recording

/** Whether a window has speech: within 20 dB of the whole. */
function isSpoken(reference: Float32Array, { startSamples, lengthSamples }: AlignedSegment): boolean {
  const window = reference.subarray(startSamples, startSamples + lengthSamples)
  return meanPower(window) > meanPower(reference) / 100
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
