import type { PlayerState } from '@chaos/client-core'

/** A recording as a screen shows it, and what can be done with it. */
export type SoundView = {
  /** 0–255 each. */
  peaks: readonly number[]
  positionMs: number
  durationMs: number
  isPlaying: boolean
  /** It would play, and the next part is not there yet. */
  isWaiting: boolean
  problem: PlayerState['problem']
  /** null: it is not the one that is loaded. */
  speed: number | null
  onToggle: () => void
  onSeek: (positionMs: number) => void
  onSpeed: () => void
}
