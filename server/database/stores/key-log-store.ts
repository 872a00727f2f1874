import type { KeyIdentity, KeyLogPage, UserId } from '@chaos/protocol'
import { keyLimits } from '@chaos/protocol'
import { and, asc, desc, eq, gt, inArray, lte, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { keyIdentities, keyLogEntries } from '../schema.ts'
import { type Appended, append, type LogAddition, type Start, start } from './key-log-writes.ts'

export type KeyLogStore = ReturnType<typeof createKeyLogStore>
export type { Appended, LogAddition, Start } from './key-log-writes.ts'

type Slice = { from: number; identityKey: string | null }
type IdentityRow = typeof keyIdentities.$inferSelect

const toIdentity = ({ userId, identityKey, headSequence, headHash }: IdentityRow): KeyIdentity => ({
  userId,
  identityKey,
  head: { sequence: headSequence, hash: headHash },
})

export function createKeyLogStore(db: Database) {
  async function find(userId: UserId, identityKey: string | null): Promise<IdentityRow | null> {
    const [found] = await db
      .select()
      .from(keyIdentities)
      .where(
        and(
          eq(keyIdentities.userId, userId),
          identityKey === null ? undefined : eq(keyIdentities.identityKey, identityKey),
        ),
      )
      .orderBy(desc(keyIdentities.epoch))
      .limit(1)
    return found ?? null
  }

  return {
    /** The first entry of an account's log, where there is none or another identity goes. */
    start: (draft: Start): Promise<Appended> => db.transaction((tx) => start(tx, draft)),
    append: (addition: LogAddition): Promise<Appended> => db.transaction((tx) => append(tx, addition)),

    /** At most a page of the present identity's entries, or of the named one's; none beyond the head that it says. */
    async page(userId: UserId, { from, identityKey }: Slice): Promise<KeyLogPage> {
      const found = await find(userId, identityKey)
      if (!found) return { identity: null, entries: [] }
      const { epoch, sequence } = keyLogEntries
      const rows = await db
        .select({ entry: keyLogEntries.entry })
        .from(keyLogEntries)
        .where(
          and(
            eq(keyLogEntries.userId, userId),
            eq(epoch, found.epoch),
            sql`${sequence} >= ${from}`,
            // What was appended since belongs to another head.
            lte(sequence, found.headSequence),
          ),
        )
        .orderBy(asc(sequence))
        .limit(keyLimits.entriesPerPage)
      return { identity: toIdentity(found), entries: rows.map(({ entry }) => entry) }
    },

    async countOf(userIds: readonly UserId[]): Promise<number> {
      const [row] = await db
        .select({ n: sql<number>`count(distinct ${keyIdentities.userId})::integer` })
        .from(keyIdentities)
        .where(inArray(keyIdentities.userId, [...userIds]))
      return row?.n ?? 0
    },

    /** The present identities of those among them who have one, in the order of ids. */
    async identitiesOf(
      userIds: readonly UserId[],
      { after, limit }: { after: UserId | null; limit: number },
    ): Promise<KeyIdentity[]> {
      const rows = await db
        .selectDistinctOn([keyIdentities.userId])
        .from(keyIdentities)
        .where(
          and(
            inArray(keyIdentities.userId, [...userIds]),
            after === null ? undefined : gt(keyIdentities.userId, after),
          ),
        )
        .orderBy(asc(keyIdentities.userId), desc(keyIdentities.epoch))
        .limit(limit)
      return rows.map(toIdentity)
    },
  }
}
