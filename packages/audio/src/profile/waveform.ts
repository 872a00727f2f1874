import type { LevelFrame } from './level-frames.ts'

/**
 * The picture of a sound: for each of so many equal stretches its highest magnitude, 0 to 255, full scale being 255. A sound
 * with fewer frames than stretches repeats them, so that the picture always has the same width.
 */
export function waveformOf(frames: readonly LevelFrame[], buckets: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: buckets }, (_, bucket) => {
    const from = Math.floor((bucket * frames.length) / buckets)
    const to = Math.max(from + 1, Math.floor(((bucket + 1) * frames.length) / buckets))
    const highest = frames.slice(from, to).reduce((peak, frame) => Math.max(peak, frame.peak), 0)
    return Math.round(255 * Math.min(1, highest))
  })
}
