import type { User, UserId } from '@chaos/protocol'
import { and, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { setUpLinks, users } from '../schema.ts'
import { shown } from './user-store.ts'

export type SetUpStore = ReturnType<typeof createSetUpStore>

type NewOwner = { userName: string; displayName: string; passwordHash: string }

export type SetUp = { kind: 'owner'; owner: User } | { kind: 'link_dead' } | { kind: 'name_taken' }

const noOwner = sql`not exists (select 1 from ${users} where ${users.serverRole} = 'owner')`

/** Undoes a transaction whose last step could not be done. */
class NotDone extends Error {}

export function createSetUpStore(db: Database) {
  type Transaction = Pick<Database, 'insert' | 'update' | 'delete'>

  /** Takes the link away and makes the owner, both or neither. Whoever comes second waits, then finds no link. */
  async function redeem(secretHash: Buffer, makeOwner: (tx: Transaction) => Promise<User[]>): Promise<SetUp> {
    try {
      return await db.transaction(async (tx) => {
        const taken = await tx
          .delete(setUpLinks)
          .where(and(eq(setUpLinks.secretHash, secretHash), noOwner))
          .returning({ id: setUpLinks.id })
        if (taken.length === 0) return { kind: 'link_dead' }
        const [owner] = await makeOwner(tx)
        if (!owner) throw new NotDone()
        return { kind: 'owner', owner }
      })
    } catch (error) {
      if (error instanceof NotDone) return { kind: 'name_taken' }
      throw error
    }
  }

  return {
    /** Puts this link in the place of any older one; false, and none is left, when the server has an owner. */
    async replaceLink(secretHash: Buffer): Promise<boolean> {
      const kept = await db
        .insert(setUpLinks)
        .select(sql`select 1, ${secretHash}::bytea, now() where ${noOwner}`)
        .onConflictDoUpdate({ target: setUpLinks.id, set: { secretHash, createdAt: sql`now()` } })
        .returning({ id: setUpLinks.id })
      if (kept.length === 0) await db.delete(setUpLinks)
      return kept.length > 0
    },

    /** null when no link works. */
    async linkHash(): Promise<Buffer | null> {
      const [row] = await db.select({ secretHash: setUpLinks.secretHash }).from(setUpLinks).where(noOwner)
      return row?.secretHash ?? null
    },

    makeNewOwner: (secretHash: Buffer, draft: NewOwner): Promise<SetUp> =>
      redeem(secretHash, (tx) =>
        tx
          .insert(users)
          .values({ id: newId(), serverRole: 'owner', ...draft })
          .onConflictDoNothing()
          .returning(shown),
      ),

    /** The account has to exist and be in good standing. */
    makeOwner: (secretHash: Buffer, userId: UserId): Promise<SetUp> =>
      redeem(secretHash, (tx) =>
        tx
          .update(users)
          .set({ serverRole: 'owner' })
          .where(and(eq(users.id, userId), eq(users.status, 'active')))
          .returning(shown),
      ),

    /** For the server itself, which needs no link; false when there is an owner. */
    async makeFirstOwner(userId: UserId): Promise<boolean> {
      const made = await db
        .update(users)
        .set({ serverRole: 'owner' })
        .where(and(eq(users.id, userId), noOwner))
        .returning({ id: users.id })
      return made.length > 0
    },
  }
}
