import { RateLimitedError } from './domain-error.ts'

/** Lets at most `most` tasks per key go on at the same time in this process. Throws {@link RateLimitedError} beyond. */
export function createInFlight(most: number) {
  const going = new Map<string, number>()
  return {
    async run<T>(key: string, work: () => Promise<T>): Promise<T> {
      const count = going.get(key) ?? 0
      if (count >= most) throw new RateLimitedError('too many of these at once; try again in 1 s', 1)
      going.set(key, count + 1)
      try {
        return await work()
      } finally {
        const left = (going.get(key) ?? 1) - 1
        if (left > 0) going.set(key, left)
        else going.delete(key)
      }
    },
  }
}
