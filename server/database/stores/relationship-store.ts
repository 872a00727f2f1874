import type { Relationship, RelationshipKind, User, UserId } from '@chaos/protocol'
import { and, asc, eq, gt, inArray, isNull, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { relationships, users } from '../schema.ts'
import { isBot } from './is-bot.ts'

export type RelationshipStore = ReturnType<typeof createRelationshipStore>

/** What two people are to each other, each from their own side. */
export type Sides = { mine: RelationshipKind | null; theirs: RelationshipKind | null }
/** Two people, held so that nobody changes anything about either of them meanwhile. */
export type HeldPair = Sides & {
  /** The other's account can be used, and by a person. */
  isActive: boolean
  friends: { mine: number; theirs: number }
  /** Requests of one's own that are open. */
  requested: number
}
export type PairChange = { before: Sides; after: Sides; me: User; other: User; at: { mine: Date; theirs: Date } }

type Ids = { userId: UserId; otherId: UserId }
type Page = { kind: RelationshipKind | undefined; after: UserId | null; limit: number }
type Row = { user: User; kind: RelationshipKind; since: Date }
type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

const person = { id: users.id, userName: users.userName, displayName: users.displayName, avatar: users.avatar }
const shown = { user: person, kind: relationships.kind, since: relationships.createdAt }
const toRelationship = ({ since, ...rest }: Row): Relationship => ({ ...rest, since: since.toISOString() })

export function createRelationshipStore(db: Database) {
  return {
    async page(userId: UserId, { kind, after, limit }: Page): Promise<Relationship[]> {
      const rows = await db
        .select(shown)
        .from(relationships)
        .innerJoin(users, eq(users.id, relationships.otherId))
        .where(
          and(
            eq(relationships.userId, userId),
            kind ? eq(relationships.kind, kind) : undefined,
            after ? gt(relationships.otherId, after) : undefined,
          ),
        )
        .orderBy(asc(relationships.otherId))
        .limit(limit)
      return rows.map(toRelationship)
    },

    async findId(userName: string): Promise<UserId | null> {
      const isName = eq(sql`lower(${users.userName})`, userName.toLowerCase())
      const [row] = await db
        .select({ id: users.id })
        .from(users)
        .where(and(isName, isNull(users.erasedAt)))
      return row?.id ?? null
    },

    /** Whether either of two people blocks the other. */
    async isBlockedBetween(a: UserId, b: UserId): Promise<boolean> {
      const between = or(
        and(eq(relationships.userId, a), eq(relationships.otherId, b)),
        and(eq(relationships.userId, b), eq(relationships.otherId, a)),
      )
      const found = await db
        .select({ kind: relationships.kind })
        .from(relationships)
        .where(and(between, eq(relationships.kind, 'blocked')))
        .limit(1)
      return found.length > 0
    },

    /** To whom somebody is something, and what. */
    async around(userId: UserId): Promise<{ userId: UserId; kind: RelationshipKind; since: Date }[]> {
      return db
        .select({ userId: relationships.userId, kind: relationships.kind, since: relationships.createdAt })
        .from(relationships)
        .where(eq(relationships.otherId, userId))
    },

    /**
     * Changes both sides at once to what `decide` says; its refusals are thrown. The two accounts are held, the smaller
     * id first, so that changes around one person come one after the other. null: one of them is gone.
     */
    async change(ids: Ids, decide: (pair: HeldPair) => Sides): Promise<PairChange | null> {
      return db.transaction(async (tx) => {
        const held = await hold(tx, ids)
        if (!held) return null
        const { pair, rows, me, other } = held
        const before = { mine: pair.mine, theirs: pair.theirs }
        const after = decide(pair)
        const now = new Date()
        await put(tx, ids, { from: before.mine, to: after.mine, now })
        const mirrored = { userId: ids.otherId, otherId: ids.userId }
        await put(tx, mirrored, { from: before.theirs, to: after.theirs, now })
        const at = {
          mine: before.mine === after.mine ? (rows.mine?.since ?? now) : now,
          theirs: before.theirs === after.theirs ? (rows.theirs?.since ?? now) : now,
        }
        return { before, after, me, other, at }
      })
    },
  }
}

async function hold(tx: Transaction, { userId, otherId }: Ids) {
  // In the order of ids, whoever asks: two who change the same pair wait for each other and never in a circle.
  const people = await tx
    .select({ ...person, isUsable: sql<boolean>`${users.status} = 'active' and not ${isBot}` })
    .from(users)
    .where(and(inArray(users.id, [userId, otherId]), isNull(users.erasedAt)))
    .orderBy(asc(users.id))
    .for('no key update')
  const accountOf = (id: UserId) => people.find((candidate) => candidate.id === id)
  const [meRow, otherRow] = [accountOf(userId), accountOf(otherId)]
  if (!meRow || !otherRow) return null
  const counts = await tx
    .select({ userId: relationships.userId, kind: relationships.kind, n: sql<number>`count(*)::integer` })
    .from(relationships)
    .where(inArray(relationships.userId, [userId, otherId]))
    .groupBy(relationships.userId, relationships.kind)
  const between = await tx
    .select({ userId: relationships.userId, kind: relationships.kind, since: relationships.createdAt })
    .from(relationships)
    .where(
      or(
        and(eq(relationships.userId, userId), eq(relationships.otherId, otherId)),
        and(eq(relationships.userId, otherId), eq(relationships.otherId, userId)),
      ),
    )
  const countOf = (id: UserId, kind: RelationshipKind) =>
    counts.find((row) => row.userId === id && row.kind === kind)?.n ?? 0
  const rows = {
    mine: between.find((row) => row.userId === userId),
    theirs: between.find((row) => row.userId === otherId),
  }
  const { isUsable: _own, ...me } = meRow
  const { isUsable: isActive, ...other } = otherRow
  const pair: HeldPair = {
    mine: rows.mine?.kind ?? null,
    theirs: rows.theirs?.kind ?? null,
    isActive,
    friends: { mine: countOf(userId, 'friend'), theirs: countOf(otherId, 'friend') },
    requested: countOf(userId, 'requested'),
  }
  return { pair, rows, me, other }
}

type Change = { from: RelationshipKind | null; to: RelationshipKind | null; now: Date }

async function put(tx: Transaction, { userId, otherId }: Ids, { from, to, now }: Change): Promise<void> {
  if (from === to) return
  if (to === null) {
    await tx.delete(relationships).where(and(eq(relationships.userId, userId), eq(relationships.otherId, otherId)))
    return
  }
  await tx
    .insert(relationships)
    .values({ userId, otherId, kind: to, createdAt: now })
    .onConflictDoUpdate({
      target: [relationships.userId, relationships.otherId],
      set: { kind: to, createdAt: now },
    })
}
