import type { PendingAccountPage, UserId } from '@chaos/protocol'
import { and, asc, eq, gt } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { users } from '../schema.ts'

export type PendingAccountStore = ReturnType<typeof createPendingAccountStore>

const waits = eq(users.status, 'pending')
const shown = { id: users.id, userName: users.userName, displayName: users.displayName, createdAt: users.createdAt }

export function createPendingAccountStore(db: Database) {
  return {
    /** In the order of registering, after the account `cursor`. */
    async page(cursor: UserId | null, limit: number): Promise<PendingAccountPage> {
      const rows = await db
        .select(shown)
        .from(users)
        .where(cursor === null ? waits : and(waits, gt(users.id, cursor)))
        .orderBy(asc(users.id))
        .limit(limit + 1)
      const items = rows.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
      return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
    },

    /** False when nobody of that id waits. */
    async approve(userId: UserId): Promise<boolean> {
      const approved = await db
        .update(users)
        .set({ status: 'active' })
        .where(and(eq(users.id, userId), waits))
        .returning({ id: users.id })
      return approved.length > 0
    },

    /** False when nobody of that id waits. */
    async refuse(userId: UserId): Promise<boolean> {
      const refused = await db
        .delete(users)
        .where(and(eq(users.id, userId), waits))
        .returning({ id: users.id })
      return refused.length > 0
    },
  }
}
