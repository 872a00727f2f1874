import type { UserId } from '@chaos/protocol'
import { and, count, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { passkeys, recoveryCodes, totpSecrets, users } from '../schema.ts'

export type RecoveryCodeStore = ReturnType<typeof createRecoveryCodeStore>

const ofUser = (userId: UserId) => eq(recoveryCodes.userId, userId)
const rows = (userId: UserId, hashes: Buffer[]) => hashes.map((hash) => ({ userId, hash }))

const countOf = async (from: Pick<Database, 'select'>, userId: UserId): Promise<number> => {
  const [row] = await from.select({ left: count() }).from(recoveryCodes).where(ofUser(userId))
  return row?.left ?? 0
}

/** Codes come as hashes. */
export function createRecoveryCodeStore(db: Database) {
  /** Sets made at once would mix without the lock on the account. */
  const change = (userId: UserId, work: (tx: Pick<Database, 'select' | 'insert' | 'delete'>) => Promise<boolean>) =>
    db.transaction(async (tx) => {
      await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update')
      return work(tx)
    })

  return {
    /** Forgets the codes made before. */
    async replace(userId: UserId, hashes: Buffer[]): Promise<void> {
      await change(userId, async (tx) => {
        await tx.delete(recoveryCodes).where(ofUser(userId))
        await tx.insert(recoveryCodes).values(rows(userId, hashes))
        return true
      })
    },

    /** False, and nothing changed, when the account has some. */
    async insertUnlessAny(userId: UserId, hashes: Buffer[]): Promise<boolean> {
      return change(userId, async (tx) => {
        if ((await countOf(tx, userId)) > 0) return false
        await tx.insert(recoveryCodes).values(rows(userId, hashes))
        return true
      })
    },

    count: (userId: UserId): Promise<number> => countOf(db, userId),

    /** Uses a code up; false when there is no such code, or no longer. */
    async use(userId: UserId, hash: Buffer): Promise<boolean> {
      const used = await db
        .delete(recoveryCodes)
        .where(and(ofUser(userId), eq(recoveryCodes.hash, hash)))
        .returning({ hash: recoveryCodes.hash })
      return used.length > 0
    },

    /** Codes stand in for a second factor; without one they would open nothing. */
    async removeWithoutFactor(userId: UserId): Promise<void> {
      const totp = db.select({ one: sql`1` }).from(totpSecrets).where(eq(totpSecrets.userId, userId))
      const passkey = db.select({ one: sql`1` }).from(passkeys).where(eq(passkeys.userId, userId))
      await db.delete(recoveryCodes).where(and(ofUser(userId), sql`not exists ${totp}`, sql`not exists ${passkey}`))
    },
  }
}
