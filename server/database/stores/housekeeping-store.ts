import { sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { idempotencyKeys, invites, oneTimeLinks, pendingEmails, sessions } from '../schema.ts'
import { rateLimits, signInAttempts, spentChallenges } from '../schema.ts'

/** Rows that nothing will ask for again. */
export function createHousekeepingStore(db: Database) {
  return {
    async removeWhatIsOver(): Promise<void> {
      await db.delete(idempotencyKeys).where(sql`${idempotencyKeys.createdAt} < now() - interval '1 day'`)
      await db.delete(invites).where(sql`${invites.expiresAt} < now()`)
      for (const table of [oneTimeLinks, signInAttempts, spentChallenges])
        await db.delete(table).where(sql`${table.expiresAt} < now()`)
      await db.delete(rateLimits).where(sql`${rateLimits.expire} < ${Date.now()}`)
      await db.delete(pendingEmails).where(sql`${pendingEmails.createdAt} < now() - interval '7 days'`)
      // Ended sessions stay for a week, with their tokens.
      await db
        .delete(sessions)
        .where(sql`least(${sessions.expiresAt}, ${sessions.revokedAt}) < now() - interval '7 days'`)
    },
  }
}
