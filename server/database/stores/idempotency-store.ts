import type { UserId } from '@chaos/protocol'
import { and, eq, isNull, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { idempotencyKeys as keys } from '../schema.ts'

type Claim = { userId: UserId; key: string; requestHash: string }
type Answer = { status: number; body: unknown }
type Claimed = { kind: 'mine' | 'running' | 'other_request' } | { kind: 'answered'; answer: Answer }

/** A key is free again after a day, or after a minute when its request died with the server. */
const isOver = or(
  sql`${keys.createdAt} < now() - interval '1 day'`,
  and(isNull(keys.status), sql`${keys.createdAt} < now() - interval '1 minute'`),
)

const named = (userId: UserId, key: string) => and(eq(keys.userId, userId), eq(keys.key, key))

export function createIdempotencyStore(db: Database) {
  return {
    async claim(claim: Claim): Promise<Claimed> {
      const fresh = { requestHash: claim.requestHash, status: null, body: null, createdAt: sql`now()` }
      const claimed = await db
        .insert(keys)
        .values(claim)
        .onConflictDoUpdate({ target: [keys.userId, keys.key], set: fresh, ...(isOver && { setWhere: isOver }) })
        .returning({ key: keys.key })
      if (claimed.length > 0) return { kind: 'mine' }
      const [found] = await db.select().from(keys).where(named(claim.userId, claim.key))
      if (!found) return { kind: 'running' }
      if (found.requestHash !== claim.requestHash) return { kind: 'other_request' }
      if (found.status === null) return { kind: 'running' }
      return { kind: 'answered', answer: { status: found.status, body: found.body } }
    },

    async keep(userId: UserId, key: string, { status, body }: Answer): Promise<void> {
      await db.update(keys).set({ status, body }).where(named(userId, key))
    },

    async release(userId: UserId, key: string): Promise<void> {
      await db.delete(keys).where(named(userId, key))
    },
  }
}
