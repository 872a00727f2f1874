import { meanPower } from '../dsp/level.ts'

/**
 * What was lost of the speech.
 * `longestMs`: the longest interruption; `atMs`: where it begins on the reference's time line; `lostMs`: all of them together.
 */
export type SpeechGaps = { longestMs: number; atMs: number; lostMs: number }

const hopMs = 10
const frameMs = 20
/** Speech is what lies within this of the reference's loudest frame, dB. */
const speechRangeDb = 30
/** A frame is lost when it arrives this much below what the rest of the transmission lets expect, dB. */
const lossDb = 20
/** A transmission weaker than this brings nothing at all, dB. */
const weakestGainDb = -60
/** A pause of the speaker up to this long does not end an interruption: neither side of it was heard. */
const bridgedPauseMs = 100

/**
 * Finds interruptions: stretches where the reference speaks and nothing of it arrives, at any overall gain. Pauses of the
 * speaker are not interruptions, but a short one inside an interruption counts as part of it. Resolution is 10 ms.
 *
 * @param reference mono
 * @param received mono, on the reference's time line (`unwarp`); what is missing at its end is lost
 * @param sampleRate of both, in Hz
 */
export function speechGaps(reference: Float32Array, received: Float32Array, sampleRate: number): SpeechGaps {
  const heard = frameLevels(received, reference.length, sampleRate)
  const states = frameStates(frameLevels(reference, reference.length, sampleRate), heard)
  const longest = longestRun(states)
  const lostFrames = states.filter((state) => state === 'lost').length
  return { longestMs: longest.frames * hopMs, atMs: longest.start * hopMs, lostMs: lostFrames * hopMs }
}

/** The longest stretch from one lost frame to another with nothing heard between and no pause too long to bridge. */
function longestRun(states: readonly FrameState[]): { start: number; frames: number } {
  let longest = { start: 0, frames: 0 }
  let start = 0
  let end = 0
  states.forEach((state, frame) => {
    if (state === 'heard') end = start
    if (state !== 'lost') return
    if (end === start || (frame - end) * hopMs > bridgedPauseMs) start = frame
    end = frame + 1
    if (end - start > longest.frames) longest = { start, frames: end - start }
  })
  return longest
}

type FrameState = 'pause' | 'heard' | 'lost'

function frameStates(reference: readonly number[], received: readonly number[]): FrameState[] {
  const speechDb = reference.reduce((loudest, level) => Math.max(loudest, level), -Infinity) - speechRangeDb
  const isSpeech = (level: number): boolean => level > speechDb
  const gainDb = typicalGain(
    reference.flatMap((level, i) => (isSpeech(level) ? [(received[i] ?? -Infinity) - level] : [])),
  )
  return reference.map((level, i) => {
    if (!isSpeech(level)) return 'pause'
    return (received[i] ?? -Infinity) < level + gainDb - lossDb ? 'lost' : 'heard'
  })
}

/** The upper quartile of the gains: what gets through does so about as loud as this, even when half is lost. */
function typicalGain(gains: number[]): number {
  const ordered = gains.toSorted((a, b) => a - b)
  return Math.max(weakestGainDb, ordered[Math.floor(ordered.length * 0.75)] ?? weakestGainDb)
}

function frameLevels(samples: Float32Array, lengthSamples: number, sampleRate: number): number[] {
  const hop = (sampleRate * hopMs) / 1000
  const frame = (sampleRate * frameMs) / 1000
  return Array.from({ length: Math.floor(lengthSamples / hop) }, (_, i) => {
    const centre = (i + 0.5) * hop
    const window = samples.subarray(Math.max(0, Math.round(centre - frame / 2)), Math.round(centre + frame / 2))
    return 10 * Math.log10(meanPower(window))
  })
}
