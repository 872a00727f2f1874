import { createLimiter } from './limiter.ts'
import { createLoudnessMeter } from './loudness-meter.ts'

export type Leveller = {
  /** The next piece of the sound. Returns what is ready: the same sound at another gain, about a second behind. */
  push(samples: Float32Array): Float32Array
  /** What is still inside, once nothing more comes: together as many samples as went in. */
  end(): Float32Array
}

export type LevellerOptions = { sampleRate: number; targetLufs?: number; ceilingDbtp?: number }

/** How far ahead the loudness is known: the first words decide their own gain. */
const lookAheadSeconds = 1
/** What is quieter than this is the room, not a voice, LUFS. */
const quietestVoice = -50
const leastGainDb = -20
const mostGainDb = 30
/** How often the goal is asked for. */
const hopSeconds = 0.1
/** What the limiter took, and what was given before the voice was known, is made good by this much of it; dB. */
const correctionShare = 2
const mostCorrectionDb = 4
/** A gain that moves lifts the wave between samples a little above what was measured. */
const overshootDb = 0.4
/** Slower than a phrase: nobody hears the gain move. */
const gainDbPerSecond = 4

/**
 * Brings a voice to one loudness while it is recorded: a gain that follows the loudness heard so far, then a limiter.
 * Levels are by ITU-R BS.1770-4. Memory does not grow with the sound, but for 10 numbers a second.
 */
export function createLeveller({ sampleRate, targetLufs = -16, ceilingDbtp = -1.5 }: LevellerOptions): Leveller {
  const meter = createLoudnessMeter(sampleRate, quietestVoice)
  const outcome = createLoudnessMeter(sampleRate, quietestVoice)
  const limiter = createLimiter(sampleRate, 10 ** ((ceilingDbtp - overshootDb) / 20))
  const lookAhead = new Float32Array(Math.round(sampleRate * lookAheadSeconds))
  const delaySamples = lookAhead.length + limiter.delaySamples
  const gainStep = gainDbPerSecond / sampleRate
  const hop = Math.round(sampleRate * hopSeconds)
  let goalDb: number | null = null
  let gainDb: number | null = null
  let taken = 0

  const advance = (sample: number): number => {
    const place = taken % lookAhead.length
    const due = lookAhead[place] ?? 0
    lookAhead[place] = sample
    gainDb ??= goalDb
    if (gainDb !== null && goalDb !== null) gainDb += Math.max(-gainStep, Math.min(gainStep, goalDb - gainDb))
    return limiter.take(due * 10 ** ((gainDb ?? 0) / 20))
  }
  /** What comes out before the first sample went all the way is nothing of the sound. */
  const through = (samples: Float32Array): Float32Array => {
    const output = new Float32Array(Math.max(0, samples.length - Math.max(0, delaySamples - taken)))
    let at = 0
    for (const sample of samples) {
      const levelled = advance(sample)
      if (taken >= delaySamples) output[at++] = levelled
      taken += 1
    }
    return output
  }
  return {
    push(samples) {
      const pieces: Float32Array[] = []
      // Step by step at moments that do not depend on the sizes of the pieces, so that the result does not either.
      for (let from = 0, to; from < samples.length; from = to) {
        to = Math.min(samples.length, from + hop - (taken % hop))
        const step = samples.subarray(from, to)
        meter.push(step)
        const levelled = through(step)
        outcome.push(levelled)
        pieces.push(levelled)
        if (taken % hop === 0) goalDb = goalOf(targetLufs, meter.integrated(), outcome.integrated())
      }
      return joined(pieces)
    },
    end: () => through(new Float32Array(delaySamples)),
  }
}

function goalOf(target: number, before: number, after: number): number | null {
  if (before === -Infinity) return null
  const correction = after === -Infinity ? 0 : correctionShare * (target - after)
  return clamp(target - before, leastGainDb, mostGainDb) + clamp(correction, -mostCorrectionDb, mostCorrectionDb)
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value))

function joined(pieces: readonly Float32Array[]): Float32Array {
  const output = new Float32Array(pieces.reduce((length, piece) => length + piece.length, 0))
  let at = 0
  for (const piece of pieces) {
    output.set(piece, at)
    at += piece.length
  }
  return output
}
