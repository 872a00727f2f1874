import { bigint, index, integer, pgTable, text } from '../drizzle.ts'
import { bytes, instant } from './columns.ts'

/** Counters of rate-limiter-flexible, which writes the columns in this order. */
export const rateLimits = pgTable(
  'rate_limits',
  {
    key: text('key').primaryKey(),
    points: integer('points').notNull().default(0),
    /** Milliseconds since 1970. */
    expire: bigint('expire', { mode: 'number' }),
  },
  (table) => [index('rate_limits_expire').on(table.expire)],
)

/** Sign-ins that were tried and have not succeeded, by whom they were tried for or by. */
export const signInAttempts = pgTable(
  'sign_in_attempts',
  {
    /** SHA-256 of what is counted. */
    key: bytes('key').primaryKey(),
    attempts: integer('attempts').notNull(),
    /** No further attempt before this. */
    waitUntil: instant('wait_until').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('sign_in_attempts_expires_at').on(table.expiresAt)],
)

/** Proofs of work that were used, until they would have expired anyway. */
export const spentChallenges = pgTable(
  'spent_challenges',
  { id: bytes('id').primaryKey(), expiresAt: instant('expires_at').notNull() },
  (table) => [index('spent_challenges_expires_at').on(table.expiresAt)],
)
