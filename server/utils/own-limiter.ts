import { type RateLimit, refusal } from './rate-limiter.ts'

/** Throws `RateLimitedError`, which knows when to come back. */
export type OwnLimiter = { take(key: string): void }

/**
 * Counts in this process alone, without waiting for anything: for what is asked with every request.
 *
 * @param now ms, of a clock that only goes forward
 */
export function createOwnLimiter(
  { max, windowSeconds }: RateLimit,
  now: () => number = () => performance.now(),
): OwnLimiter {
  // All windows are equally long and sit here in the order in which they began, so what is over is at the front.
  const windows = new Map<string, { count: number; endsAt: number }>()

  function begin(key: string, time: number): void {
    for (const [other, { endsAt }] of windows) {
      if (endsAt > time) break
      windows.delete(other)
    }
    windows.set(key, { count: 1, endsAt: time + windowSeconds * 1000 })
  }
  return {
    take(key) {
      const time = now()
      const window = windows.get(key)
      if (!window || window.endsAt <= time) return begin(key, time)
      window.count += 1
      if (window.count > max) throw refusal(window.endsAt - time)
    },
  }
}
