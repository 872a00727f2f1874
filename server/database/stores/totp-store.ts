import type { UserId } from '@chaos/protocol'
import { and, eq, gt, isNotNull, lt, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { totpSecrets } from '../schema.ts'

export type TotpStore = ReturnType<typeof createTotpStore>

type TryLimit = { tries: number; blockSeconds: number }

const ofUser = (userId: UserId) => eq(totpSecrets.userId, userId)

/** Secrets go in and out encrypted. */
export function createTotpStore(db: Database) {
  async function findSince(userId: UserId): Promise<Date | null> {
    const [row] = await db.select({ since: totpSecrets.since }).from(totpSecrets).where(ofUser(userId))
    return row?.since ?? null
  }

  return {
    /** Keeps a secret that no code has come from yet, instead of one set up before and not confirmed. */
    async begin(userId: UserId, sealed: Buffer, until: Date): Promise<void> {
      const pending = { pendingSealed: sealed, pendingUntil: until }
      await db
        .insert(totpSecrets)
        .values({ userId, ...pending })
        .onConflictDoUpdate({ target: totpSecrets.userId, set: pending })
    },

    async findPending(userId: UserId): Promise<Buffer | null> {
      const [row] = await db
        .select({ sealed: totpSecrets.pendingSealed })
        .from(totpSecrets)
        .where(and(ofUser(userId), gt(totpSecrets.pendingUntil, sql`now()`)))
      return row?.sealed ?? null
    },

    /** Makes the pending secret the account's, `step` being used up; false when it is no longer pending. */
    async confirm(userId: UserId, sealed: Buffer, step: number): Promise<boolean> {
      const confirmed = await db
        .update(totpSecrets)
        .set({
          sealed,
          since: sql`now()`,
          lastStep: step,
          tries: 0,
          blockedUntil: null,
          pendingSealed: null,
          pendingUntil: null,
        })
        .where(and(ofUser(userId), eq(totpSecrets.pendingSealed, sealed), gt(totpSecrets.pendingUntil, sql`now()`)))
        .returning({ userId: totpSecrets.userId })
      return confirmed.length > 0
    },

    /** Since when the account has an authenticator app; null when it has none. */
    findSince,

    /**
     * Counts a try before it is made, so that parallel ones cannot outrun the limit, and gives the secret to try with.
     * The last one allowed blocks what comes after it, unless it is right.
     */
    async takeTry(
      userId: UserId,
      { tries, blockSeconds }: TryLimit,
    ): Promise<{ kind: 'none' | 'blocked' } | { kind: 'allowed'; sealed: Buffer }> {
      const isLast = sql`${totpSecrets.tries} + 1 >= ${tries}`
      const [row] = await db
        .update(totpSecrets)
        .set({
          tries: sql`case when ${isLast} then 0 else ${totpSecrets.tries} + 1 end`,
          blockedUntil: sql`case when ${isLast} then now() + make_interval(secs => ${blockSeconds}) end`,
        })
        .where(
          and(ofUser(userId), isNotNull(totpSecrets.sealed), sql`coalesce(${totpSecrets.blockedUntil} <= now(), true)`),
        )
        .returning({ sealed: totpSecrets.sealed })
      if (row?.sealed) return { kind: 'allowed', sealed: row.sealed }
      return { kind: (await findSince(userId)) ? 'blocked' : 'none' }
    },

    /** Uses up a time step and those before it; false when it was. */
    async useStep(userId: UserId, sealed: Buffer, step: number): Promise<boolean> {
      const used = await db
        .update(totpSecrets)
        .set({ lastStep: step, tries: 0, blockedUntil: null })
        .where(and(ofUser(userId), eq(totpSecrets.sealed, sealed), lt(totpSecrets.lastStep, step)))
        .returning({ userId: totpSecrets.userId })
      return used.length > 0
    },

    /** False when there was none. */
    async remove(userId: UserId): Promise<boolean> {
      const removed = await db
        .delete(totpSecrets)
        .where(and(ofUser(userId), isNotNull(totpSecrets.sealed)))
        .returning({ userId: totpSecrets.userId })
      return removed.length > 0
    },
  }
}
