import type { UserId } from '@chaos/protocol'
import { and, eq, gt, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { passkeyChallenges } from '../schema.ts'

export type PasskeyChallengeStore = ReturnType<typeof createPasskeyChallengeStore>

type Challenge = typeof passkeyChallenges.$inferInsert
export type RedeemedChallenge = { newUserId: UserId | null }

/** Challenges come as hashes. */
export function createPasskeyChallengeStore(db: Database) {
  return {
    async insert(challenge: Challenge): Promise<void> {
      await db.insert(passkeyChallenges).values(challenge)
    },

    /** Once for each challenge; null when it was not given out for this purpose, was redeemed, or is over. */
    async redeem(hash: Buffer, purpose: string): Promise<RedeemedChallenge | null> {
      const [row] = await db
        .delete(passkeyChallenges)
        .where(
          and(
            eq(passkeyChallenges.hash, hash),
            eq(passkeyChallenges.purpose, purpose),
            gt(passkeyChallenges.expiresAt, sql`now()`),
          ),
        )
        .returning({ newUserId: passkeyChallenges.newUserId })
      return row ?? null
    },
  }
}
