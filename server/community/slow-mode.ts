import type { RateLimit, RateLimiter } from '../utils/rate-limiter.ts'

/** Counts for all processes together. */
export type CreateLimiter = (name: string, limit: RateLimit) => RateLimiter
export type SlowMode = ReturnType<typeof createSlowMode>

/** Lets one of a sender's texts into a channel each so many seconds. */
export function createSlowMode(createLimiter: CreateLimiter) {
  const limiters = new Map<number, RateLimiter>()
  return {
    /** Throws a refusal that knows when to come back. */
    async take(channelId: string, senderId: string, seconds: number): Promise<void> {
      if (seconds === 0) return
      const limiter = limiters.get(seconds) ?? createLimiter(`slowMode${seconds}`, { max: 1, windowSeconds: seconds })
      limiters.set(seconds, limiter)
      await limiter.take(`${channelId} ${senderId}`)
    },
  }
}
