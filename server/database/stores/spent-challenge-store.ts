import type { Database } from '../database.ts'
import { spentChallenges } from '../schema.ts'

export type SpentChallengeStore = ReturnType<typeof createSpentChallengeStore>

export function createSpentChallengeStore(db: Database) {
  return {
    /** False when it was spent before. */
    async spend(id: Buffer, expiresAt: Date): Promise<boolean> {
      const spent = await db
        .insert(spentChallenges)
        .values({ id, expiresAt })
        .onConflictDoNothing()
        .returning({ id: spentChallenges.id })
      return spent.length > 0
    },
  }
}
