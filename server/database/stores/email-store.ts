import type { UserId } from '@chaos/protocol'
import { and, eq, isNotNull, ne, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { isUniqueViolation } from '../database-errors.ts'
import { pendingEmails, users } from '../schema.ts'

export type EmailStore = ReturnType<typeof createEmailStore>

export type Reachable = { userId: UserId; userName: string; address: string }
export type Proving = { kind: 'proven'; before: string | null } | { kind: 'taken' | 'not_pending' }

const isProven = isNotNull(users.emailVerifiedAt)
const pendingOf = (userId: UserId, address: string) =>
  and(eq(pendingEmails.userId, userId), eq(pendingEmails.address, address))

/** Addresses of accounts, in lower case: the proven one in `users`, the one that waits for its proof beside it. */
export function createEmailStore(db: Database) {
  return {
    async stateOf(userId: UserId): Promise<{ address: string | null; pending: string | null }> {
      const [row] = await db
        .select({ address: users.email, provenAt: users.emailVerifiedAt, pending: pendingEmails.address })
        .from(users)
        .leftJoin(pendingEmails, eq(pendingEmails.userId, users.id))
        .where(eq(users.id, userId))
      return { address: row?.provenAt ? row.address : null, pending: row?.pending ?? null }
    },

    async addressOf(userId: UserId): Promise<string | null> {
      const [row] = await db
        .select({ address: users.email })
        .from(users)
        .where(and(eq(users.id, userId), isProven))
      return row?.address ?? null
    },

    /** The account in use that has this name or proven address, if mail reaches it. */
    async findReachable(account: string): Promise<Reachable | null> {
      const name = account.toLowerCase()
      const [row] = await db
        .select({ userId: users.id, userName: users.userName, address: users.email })
        .from(users)
        .where(
          and(isProven, eq(users.status, 'active'), or(eq(sql`lower(${users.userName})`, name), eq(users.email, name))),
        )
      return row?.address ? { ...row, address: row.address } : null
    },

    /** Whether an address is the proven one of somebody else. */
    async isTaken(address: string, userId: UserId): Promise<boolean> {
      const found = await db
        .select({ id: users.id })
        .from(users)
        .where(and(eq(users.email, address), isProven, ne(users.id, userId)))
      return found.length > 0
    },

    async isPending(userId: UserId, address: string): Promise<boolean> {
      const found = await db
        .select({ userId: pendingEmails.userId })
        .from(pendingEmails)
        .where(pendingOf(userId, address))
      return found.length > 0
    },

    /** The proven one stays until this one is proven. */
    async setPending(userId: UserId, address: string): Promise<void> {
      const createdAt = sql`now()`
      await db
        .insert(pendingEmails)
        .values({ userId, address })
        .onConflictDoUpdate({ target: pendingEmails.userId, set: { address, createdAt } })
    },

    async prove(userId: UserId, address: string): Promise<Proving> {
      try {
        return await db.transaction(async (tx) => {
          const [user] = await tx
            .select({ email: users.email, provenAt: users.emailVerifiedAt })
            .from(users)
            .where(eq(users.id, userId))
            .for('update')
          const pending = await tx
            .delete(pendingEmails)
            .where(pendingOf(userId, address))
            .returning({ userId: pendingEmails.userId })
          if (!user || pending.length === 0) return { kind: 'not_pending' }
          await tx.update(users).set({ email: address, emailVerifiedAt: sql`now()` }).where(eq(users.id, userId))
          return { kind: 'proven', before: user.provenAt ? user.email : null }
        })
      } catch (error) {
        if (isUniqueViolation(error, 'users_verified_email_key')) return { kind: 'taken' }
        throw error
      }
    },

    /** Both the proven and the waiting one. Returns the proven one. */
    async remove(userId: UserId): Promise<string | null> {
      return db.transaction(async (tx) => {
        const [user] = await tx
          .select({ email: users.email })
          .from(users)
          .where(and(eq(users.id, userId), isProven))
          .for('update')
        await tx.delete(pendingEmails).where(eq(pendingEmails.userId, userId))
        await tx.update(users).set({ email: null, emailVerifiedAt: null }).where(eq(users.id, userId))
        return user?.email ?? null
      })
    },
  }
}
