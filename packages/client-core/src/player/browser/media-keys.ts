import type { MediaKey, SoundLabel } from '../sound-parts.ts'

const skipSeconds = 10

/** Lets the keys of a keyboard, a headset or a lock screen rule the player. Undone by `release`. */
export function takeMediaKeys(onKey: (key: MediaKey) => void) {
  const session = 'mediaSession' in navigator ? navigator.mediaSession : null
  const skip = (sign: number) => (details: MediaSessionActionDetails) =>
    onKey({ kind: 'skip', byMs: sign * (details.seekOffset ?? skipSeconds) * 1000 })
  const handlers: [MediaSessionAction, MediaSessionActionHandler][] = [
    ['play', () => onKey({ kind: 'play' })],
    ['pause', () => onKey({ kind: 'pause' })],
    ['nexttrack', () => onKey({ kind: 'next' })],
    ['previoustrack', () => onKey({ kind: 'previous' })],
    ['seekforward', skip(1)],
    ['seekbackward', skip(-1)],
    ['seekto', ({ seekTime = 0 }) => onKey({ kind: 'seek', positionMs: seekTime * 1000 })],
  ]
  const set = (isTaken: boolean): void => {
    for (const [action, handler] of handlers) {
      try {
        session?.setActionHandler(action, isTaken ? handler : null)
      } catch {
        // Browsers know some of the actions each; the others do without.
      }
    }
  }
  return {
    show(label: SoundLabel): void {
      set(true)
      if (session) session.metadata = new MediaMetadata(label)
    },
    place(element: HTMLAudioElement): void {
      const { duration, currentTime: position, playbackRate } = element
      if (!Number.isFinite(duration) || duration <= 0) return
      session?.setPositionState({ duration, playbackRate, position: Math.min(position, duration) })
    },
    release(): void {
      set(false)
      if (session) session.metadata = null
    },
  }
}
