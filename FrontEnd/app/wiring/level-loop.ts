import type { FollowLevel } from '../../components/stage/person-tile.tsx'

type Frames = { request: (task: () => void) => number; cancel: (handle: number) => void }

/** How much of the distance a ring covers per frame: quick up, slow down, like a good meter. */
const rise = 0.5
const fall = 0.14
/** Quieter than this counts as silence. */
const floor = 0.02

/** The next shown level, 0–1. */
export function smooth(shown: number, level: number): number {
  const next = shown + (level - shown) * (level > shown ? rise : fall)
  return next < floor && level < floor ? 0 : next
}

/**
 * One animation frame loop for all rings on the page; it runs only while there are any. Only transform and opacity are
 * touched, so no layout follows.
 */
export function createLevelLoop(level: (participantId: string) => number, frames: Frames): FollowLevel {
  const rings = new Map<HTMLElement, { id: string; shown: number }>()
  let handle = 0
  const draw = () => {
    handle = frames.request(draw)
    for (const [ring, entry] of rings) {
      const shown = smooth(entry.shown, level(entry.id))
      if (shown === entry.shown) continue
      entry.shown = shown
      ring.style.transform = `scale(${(1 + shown * 0.22).toFixed(3)})`
      ring.style.opacity = (shown === 0 ? 0 : 0.35 + shown * 0.65).toFixed(3)
    }
  }
  return (id, ring) => {
    rings.set(ring, { id, shown: 0 })
    if (rings.size === 1) handle = frames.request(draw)
    return () => {
      rings.delete(ring)
      if (rings.size === 0) frames.cancel(handle)
    }
  }
}
