import { createLevelFrames, createLoudnessMeter, silencesOf, waveformOf } from '@chaos/audio'
import { messageLimits } from '@chaos/protocol'
import type { RecordingFacts } from '../recording-parts.ts'

/** Bytes of the waveform's picture. */
const peakCount = 384

/** Learns of a recording, piece by piece, what others need to know before they have any of it. */
export function createSoundWatch(sampleRate: number) {
  const levels = createLevelFrames(sampleRate)
  const meter = createLoudnessMeter(sampleRate)
  return {
    push(samples: Float32Array): void {
      levels.push(samples)
      meter.push(samples)
    },
    get durationMs(): number {
      return levels.durationMs
    },
    facts(): Omit<RecordingFacts, 'sizeBytes'> {
      const frames = levels.frames()
      const loudness = meter.integrated()
      return {
        durationMs: Math.round(levels.durationMs),
        peaks: waveformOf(frames, peakCount),
        silences: silencesOf(frames)
          .slice(0, messageLimits.silences)
          .map(({ fromMs, toMs }) => [fromMs, toMs]),
        loudness: Number.isFinite(loudness) ? loudness : null,
      }
    },
  }
}
