import type { Pool } from 'pg'
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { RateLimitedError } from './domain-error.ts'
import { createRefusals } from './refusals.ts'

/** At most `max` times in `windowSeconds`. */
export type RateLimit = { max: number; windowSeconds: number }

export type RateLimiter = {
  /** Throws {@link RateLimitedError}, which knows when to come back. */
  take(key: string): Promise<void>
}

/** Questions to the database at the same time; in a flood the rest is counted here, so that it does not queue up there. */
const mostAsked = 32
/** Keys that are over, per limiter. */
const mostRemembered = 10_000

const settingsOf = ({ max, windowSeconds }: RateLimit) => ({ points: max, duration: windowSeconds })

/** Counts in this process alone: for what is asked so often that a database would suffer from the counting. */
export function createOwnLimiter(limit: RateLimit): RateLimiter {
  const own = new RateLimiterMemory(settingsOf(limit))
  return { take: (key) => consume(own, key) }
}

/**
 * Counts in the table `rate_limits`, so that all processes of a cluster count together. A key that is over is refused
 * from memory until its window ends; while the database fails, each process counts for itself.
 */
export function createSharedLimiter(pool: Pool, name: string, limit: RateLimit): RateLimiter {
  const settings = { ...settingsOf(limit), keyPrefix: name }
  const own = new RateLimiterMemory(settings)
  const shared = new RateLimiterPostgres({
    ...{ ...settings, storeClient: pool, storeType: 'pool', tableName: 'rate_limits', tableCreated: true },
    ...{ clearExpiredByTimeout: false, insuranceLimiter: own },
  })
  const refusals = createRefusals(mostRemembered)
  let asked = 0

  async function ask(key: string): Promise<void> {
    asked += 1
    try {
      await consume(shared, key)
    } finally {
      asked -= 1
    }
  }
  return {
    async take(key) {
      const leftMs = refusals.leftMs(key)
      if (leftMs > 0) throw refusal(leftMs)
      try {
        await (asked < mostAsked ? ask(key) : consume(own, key))
      } catch (error) {
        if (error instanceof RateLimitedError) refusals.keep(key, error.retryAfterSeconds * 1000)
        throw error
      }
    },
  }
}

async function consume(counter: RateLimiterAbstract, key: string): Promise<void> {
  try {
    await counter.consume(key)
  } catch (error) {
    throw error instanceof RateLimiterRes ? refusal(error.msBeforeNext) : error
  }
}

function refusal(waitMs: number): RateLimitedError {
  const seconds = Math.max(1, Math.ceil(waitMs / 1000))
  return new RateLimitedError(`too many requests; try again in ${seconds} s`, seconds)
}
