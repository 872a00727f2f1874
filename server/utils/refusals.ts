export type Refusals = {
  /** How long the key is refused yet, ms; 0: it is not. */
  leftMs(key: string): number
  keep(key: string, forMs: number): void
  forget(key: string): void
}

/**
 * Remembers who is refused and until when, so that a flood of theirs is answered from memory. At most `most` at a time:
 * the oldest are forgotten first, and have to be looked up again.
 *
 * @param now ms, of a clock that only goes forward
 */
export function createRefusals(most: number, now: () => number = () => performance.now()): Refusals {
  const until = new Map<string, number>()
  return {
    leftMs(key) {
      const left = (until.get(key) ?? 0) - now()
      if (left <= 0) until.delete(key)
      return Math.max(0, left)
    },
    keep(key, forMs) {
      until.delete(key)
      if (until.size >= most) until.delete(until.keys().next().value ?? '')
      until.set(key, now() + forMs)
    },
    forget: (key) => void until.delete(key),
  }
}
