import { RateLimitedError } from './domain-error.ts'

/**
 * Lets at most `most` things per key go on at the same time in this process. Throws {@link RateLimitedError} beyond.
 * What was let in ends by being disposed of: `using _ = inFlight.enter(key)`.
 */
export function createInFlight(most: number) {
  const going = new Map<string, number>()
  return {
    enter(key: string): Disposable {
      const count = going.get(key) ?? 0
      if (count >= most) throw new RateLimitedError('too many of these at once; try again in 1 s', 1)
      going.set(key, count + 1)
      return {
        [Symbol.dispose]() {
          const left = (going.get(key) ?? 1) - 1
          if (left > 0) going.set(key, left)
          else going.delete(key)
        },
      }
    },
  }
}
