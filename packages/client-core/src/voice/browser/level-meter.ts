import { loudnessOf } from './loudness.ts'

export type LevelMeter = { level(): number; close(): void }

/** Measures a stream's loudness over the last 20 ms or so. */
export function createLevelMeter(context: AudioContext, stream: MediaStream): LevelMeter {
  const source = context.createMediaStreamSource(stream)
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)

  return {
    level() {
      analyser.getFloatTimeDomainData(samples)
      let sum = 0
      for (const sample of samples) sum += sample * sample
      return loudnessOf(Math.sqrt((2 * sum) / samples.length))
    },
    close() {
      source.disconnect()
    },
  }
}
