import { sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import {
  idempotencyKeys,
  invites,
  passkeyChallenges,
  providerFlows,
  providerProofs,
  secondStepTickets,
  sessions,
} from '../schema.ts'

/** Rows that nothing will ask for again. */
export function createHousekeepingStore(db: Database) {
  return {
    async removeWhatIsOver(): Promise<void> {
      await db.delete(idempotencyKeys).where(sql`${idempotencyKeys.createdAt} < now() - interval '1 day'`)
      await db.delete(invites).where(sql`${invites.expiresAt} < now()`)
      await db.delete(providerFlows).where(sql`${providerFlows.expiresAt} < now()`)
      await db.delete(providerProofs).where(sql`${providerProofs.expiresAt} < now()`)
      await db.delete(passkeyChallenges).where(sql`${passkeyChallenges.expiresAt} < now()`)
      await db.delete(secondStepTickets).where(sql`${secondStepTickets.expiresAt} < now()`)
      // Ended sessions stay for a week, with their tokens.
      await db
        .delete(sessions)
        .where(sql`least(${sessions.expiresAt}, ${sessions.revokedAt}) < now() - interval '7 days'`)
    },
  }
}
