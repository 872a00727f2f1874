import type { TimedBlocks } from './page-script.ts'

const sampleRate = 48_000
const markerSeconds = 0.03
const spacingSeconds = 0.9
const quantum = 128
/** A marker is found where the filter's output is at least this share of its best. */
const foundFrom = 0.45

/** A rising tone of 30 ms, 600 to 3,400 Hz, faded at both ends: speech-like enough for Opus, sharp enough to be timed. */
function marker(): Float32Array {
  const length = Math.round(markerSeconds * sampleRate)
  return Float32Array.from({ length }, (_, index) => {
    const t = index / sampleRate
    const phase = 2 * Math.PI * (600 * t + ((3400 - 600) / (2 * markerSeconds)) * t * t)
    return 0.5 * Math.sin(phase) * Math.sin((Math.PI * index) / length) ** 2
  })
}

/** Speech with a marker every 0.9 s. */
export function withMarkers(speech: Float32Array): Float32Array {
  const length = Math.floor(speech.length / sampleRate / spacingSeconds) * spacingSeconds * sampleRate
  const marked = speech.slice(0, Math.round(length)).map((sample) => sample * 0.5)
  const tone = marker()
  for (let start = 0; start + tone.length <= marked.length; start += Math.round(spacingSeconds * sampleRate)) {
    for (const [index, sample] of tone.entries()) marked[start + index] = sample
  }
  return marked
}

/** When the markers passed, ms since 1970. */
function findMarkers({ atMs, samples }: TimedBlocks): number[] {
  const tone = marker()
  const output = new Float32Array(Math.max(0, samples.length - tone.length))
  for (let at = 0; at < output.length; at += 1) {
    let sum = 0
    for (let index = 0; index < tone.length; index += 4) sum += (samples[at + index] ?? 0) * (tone[index] ?? 0)
    output[at] = sum
  }
  const best = output.reduce((most, value) => Math.max(most, value), 0)
  const zeroMs = clockOf(atMs)
  const found: number[] = []
  let at = 0
  while (at < output.length) {
    if ((output[at] ?? 0) < best * foundFrom) {
      at += 1
      continue
    }
    const window = output.subarray(at, at + Math.round(0.2 * sampleRate))
    const peak = window.reduce((most, value, index) => (value > (window[most] ?? 0) ? index : most), 0)
    found.push(zeroMs + ((at + peak) * 1000) / sampleRate)
    at += Math.round(0.5 * sampleRate)
  }
  return found
}

/**
 * The wall-clock time of sample 0. Blocks come in bunches, whenever the sound card's buffer is filled, so single times
 * are late by up to a bunch; the median over all blocks is not.
 */
function clockOf(atMs: readonly number[]): number {
  const zeros = atMs.map((time, index) => time - (index * quantum * 1000) / sampleRate).toSorted((a, b) => a - b)
  return zeros[Math.floor(zeros.length / 2)] ?? 0
}

/** Mouth-to-ear delay of each marker that arrived, ms. */
export function delays(mouth: TimedBlocks, ear: TimedBlocks): number[] {
  const heard = findMarkers(ear)
  return findMarkers(mouth).flatMap((spoken) => {
    const arrived = heard.find((time) => time > spoken - 20 && time < spoken + spacingSeconds * 700)
    return arrived === undefined ? [] : [arrived - spoken]
  })
}
