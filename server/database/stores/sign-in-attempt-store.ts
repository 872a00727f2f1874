import { and, eq, lte, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { signInAttempts as attempts } from '../schema.ts'

export type SignInAttemptStore = ReturnType<typeof createSignInAttemptStore>

export type AttemptPolicy = {
  /** So many attempts are never delayed. */
  free: number
  /** Waiting doubles with each further attempt, from one second up to this. */
  longestSeconds: number
  /** Everything is forgiven after so long without an attempt. */
  forgetSeconds: number
}

/** Not `now()`, which is later for another transaction than for one that began before and had to wait for the row. */
const noWait = sql`to_timestamp(0)`

const seconds = (count: unknown) => sql`make_interval(secs => ${count})`

export function createSignInAttemptStore(db: Database) {
  return {
    /**
     * Counts an attempt before it is made, so that a thousand at once count as a thousand.
     *
     * @returns milliseconds to wait when it may not be made yet; 0 when it may
     */
    async begin(key: Buffer, { free, longestSeconds, forgetSeconds }: AttemptPolicy): Promise<number> {
      const isOver = lte(attempts.expiresAt, sql`now()`)
      const made = sql`case when ${isOver} then 1 else ${attempts.attempts} + 1 end`
      const wait = (count: unknown) =>
        sql`case when ${count} < ${free} then ${noWait} else now() + ${seconds(
          sql`least(${longestSeconds}, power(2, least(${count} - ${free}, 30)))`,
        )} end`
      const expiresAt = sql`now() + ${seconds(forgetSeconds)}`
      const counted = await db
        .insert(attempts)
        .values({ key, attempts: 1, waitUntil: wait(sql`1`), expiresAt })
        .onConflictDoUpdate({
          target: attempts.key,
          set: { attempts: made, waitUntil: wait(sql`(${made})`), expiresAt },
          setWhere: sql`${or(isOver, lte(attempts.waitUntil, sql`now()`))}`,
        })
        .returning({ key: attempts.key })
      if (counted.length > 0) return 0
      const [row] = await db
        .select({ waitMs: sql<string>`extract(epoch from ${attempts.waitUntil} - now()) * 1000` })
        .from(attempts)
        .where(eq(attempts.key, key))
      return Math.max(1, Number(row?.waitMs ?? 1))
    },

    /** Takes one attempt back: it was a good one. */
    async takeBack(key: Buffer): Promise<void> {
      await db
        .update(attempts)
        .set({ attempts: sql`${attempts.attempts} - 1`, waitUntil: noWait })
        .where(and(eq(attempts.key, key), sql`${attempts.attempts} > 0`))
    },

    async forget(key: Buffer): Promise<void> {
      await db.delete(attempts).where(eq(attempts.key, key))
    },
  }
}
