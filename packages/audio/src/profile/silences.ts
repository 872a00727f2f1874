import { frameSeconds, type LevelFrame } from './level-frames.ts'

/** A pause that can be passed over without cutting into a word. */
export type Silence = { fromMs: number; toMs: number }

/** Shorter pauses are rhythm. */
const leastSeconds = 0.5
/** What stays of a pause on either side: consonants fade slowly. */
const marginSeconds = 0.1
/** Speech is what lies within this of its own level, dB. */
const speechRangeDb = 30
/** Noise of the room reaches this far above its own level, dB. */
const noiseRangeDb = 8
const quietestDb = -100

/** The pauses of a recording, in order: where it stays near the noise of its room, or far below its speech. */
export function silencesOf(frames: readonly LevelFrame[]): Silence[] {
  const levels = frames.map(({ power }) => Math.max(quietestDb, 10 * Math.log10(power)))
  const threshold = thresholdOf(levels)
  const margin = Math.round(marginSeconds / frameSeconds)
  const leastFrames = leastSeconds / frameSeconds
  return quietRuns(levels, threshold)
    .filter(({ from, to }) => to - from >= leastFrames)
    .map(({ from, to }) => ({ fromMs: millisecondsOf(from + margin), toMs: millisecondsOf(to - margin) }))
}

function thresholdOf(levels: readonly number[]): number {
  const ordered = levels.toSorted((a, b) => a - b)
  const share = (part: number): number => ordered[Math.floor(part * (ordered.length - 1))] ?? quietestDb
  const speech = share(0.95)
  // A recording without a pause has no quiet part to go by: then its own level decides.
  return Math.max(speech - speechRangeDb, Math.min(share(0.1) + noiseRangeDb, speech - speechRangeDb / 2))
}

function quietRuns(levels: readonly number[], threshold: number): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = []
  let from = 0
  levels.forEach((level, frame) => {
    if (level < threshold) return
    if (frame > from) runs.push({ from, to: frame })
    from = frame + 1
  })
  if (from < levels.length) runs.push({ from, to: levels.length })
  return runs
}

const millisecondsOf = (frame: number): number => Math.round(frame * frameSeconds * 1000)
