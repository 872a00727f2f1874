/** A stretch of 10 ms: its highest magnitude, full scale being 1, and its mean power. */
export type LevelFrame = { peak: number; power: number }

export const frameSeconds = 0.01

/** Watches a sound piece by piece and keeps 100 frames a second of it, which is what pictures and maps are made of. */
export function createLevelFrames(sampleRate: number) {
  const frameSamples = Math.round(sampleRate * frameSeconds)
  const frames: LevelFrame[] = []
  let peak = 0
  let energy = 0
  let inFrame = 0
  let samples = 0

  const endFrame = (): void => {
    frames.push({ peak, power: energy / inFrame })
    peak = 0
    energy = 0
    inFrame = 0
  }

  return {
    push(piece: Float32Array): void {
      for (const sample of piece) {
        peak = Math.max(peak, Math.abs(sample))
        energy += sample * sample
        inFrame += 1
        if (inFrame === frameSamples) endFrame()
      }
      samples += piece.length
    },
    /** Length of all so far. */
    get durationMs(): number {
      return (samples / sampleRate) * 1000
    },
    /** Whole frames so far, in order. */
    frames: (): readonly LevelFrame[] => frames,
  }
}
