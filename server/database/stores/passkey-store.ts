import type { Passkey, UserId } from '@chaos/protocol'
import { and, count, eq, or, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { passkeys } from '../schema.ts'
import { countWaysIn } from './ways-in.ts'

export type PasskeyStore = ReturnType<typeof createPasskeyStore>

type Row = typeof passkeys.$inferSelect
export type NewPasskey = Omit<Row, 'id' | 'createdAt' | 'lastUsedAt'>
/** What it takes to check a signature. */
export type PasskeyCredential = Pick<Row, 'id' | 'userId' | 'credentialId' | 'publicKey' | 'name'>
export type KnownCredential = Pick<Row, 'credentialId' | 'transports'>

const shown = {
  id: passkeys.id,
  name: passkeys.name,
  createdAt: passkeys.createdAt,
  lastUsedAt: passkeys.lastUsedAt,
  backedUp: passkeys.backedUp,
}
const toPasskey = (row: Pick<Row, keyof typeof shown>): Passkey => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
})

const owned = (userId: UserId, id: string) => and(eq(passkeys.id, id), eq(passkeys.userId, userId))

export function createPasskeyStore(db: Database) {
  return {
    /** null when an account has this very passkey already. */
    async insertUnlessKnown(draft: NewPasskey): Promise<Passkey | null> {
      const [row] = await db
        .insert(passkeys)
        .values({ id: newId(), ...draft })
        .onConflictDoNothing()
        .returning(shown)
      return row ? toPasskey(row) : null
    },

    async list(userId: UserId): Promise<Passkey[]> {
      const rows = await db.select(shown).from(passkeys).where(eq(passkeys.userId, userId)).orderBy(passkeys.id)
      return rows.map(toPasskey)
    },

    async count(userId: UserId): Promise<number> {
      const [row] = await db.select({ all: count() }).from(passkeys).where(eq(passkeys.userId, userId))
      return row?.all ?? 0
    },

    /** What a browser needs to find an account's passkeys. */
    async credentials(userId: UserId): Promise<KnownCredential[]> {
      return db
        .select({ credentialId: passkeys.credentialId, transports: passkeys.transports })
        .from(passkeys)
        .where(eq(passkeys.userId, userId))
    },

    async findByCredentialId(credentialId: string): Promise<PasskeyCredential | null> {
      const { id, userId, publicKey, name } = passkeys
      const [row] = await db
        .select({ id, userId, credentialId: passkeys.credentialId, publicKey, name })
        .from(passkeys)
        .where(eq(passkeys.credentialId, credentialId))
      return row ?? null
    },

    /** Notes a signature; false when its counter does not go on from the last one: there may be a copy (WebAuthn §6.1.1). */
    async use(id: string, counter: number, backedUp: boolean): Promise<boolean> {
      const goesOn = or(sql`${passkeys.counter} < ${counter}`, sql`${passkeys.counter} = 0 and ${counter} = 0`)
      const used = await db
        .update(passkeys)
        .set({ counter, backedUp, lastUsedAt: sql`now()` })
        .where(and(eq(passkeys.id, id), goesOn))
        .returning({ id: passkeys.id })
      return used.length > 0
    },

    async rename(userId: UserId, id: string, name: string): Promise<Passkey | null> {
      const [row] = await db.update(passkeys).set({ name }).where(owned(userId, id)).returning(shown)
      return row ? toPasskey(row) : null
    },

    /** `last`: the account could not be signed in to without it, so it stays. */
    async removeUnlessLast(userId: UserId, id: string): Promise<'removed' | 'last' | 'unknown'> {
      return db.transaction(async (tx) => {
        const ways = await countWaysIn(tx, userId)
        const [found] = await tx.select({ id: passkeys.id }).from(passkeys).where(owned(userId, id))
        if (!found) return 'unknown'
        if (ways <= 1) return 'last'
        await tx.delete(passkeys).where(owned(userId, id))
        return 'removed'
      })
    },
  }
}
