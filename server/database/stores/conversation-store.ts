import type { Conversation, UserId } from '@chaos/protocol'
import { and, asc, desc, eq, inArray, isNull, ne, or, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { channels, conversationMembers, conversations, users } from '../schema.ts'
import { areNotReachable, blockedAround } from './reachable.ts'
import { shown } from './user-store.ts'

export type ConversationStore = ReturnType<typeof createConversationStore>

/** All of a conversation but its call. */
export type KeptConversation = Omit<Conversation, 'occupants'>
export type ConversationCursor = { activeAt: Date; id: string }

export type Insertion = { kind: 'made' | 'found'; id: string } | { kind: 'unreachable' } | { kind: 'too_many' }
export type Addition =
  | { kind: 'added'; userIds: UserId[] }
  | { kind: 'unreachable' }
  | { kind: 'too_many' }
  | { kind: 'missing' }

type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]
type NewGroup = { ownerId: UserId; userIds: readonly UserId[]; name: string }
type Limits = { members: number; ownGroups: number }

/** Both ids, the smaller first: the same whoever asks. */
const pairOf = (one: UserId, other: UserId): string => [one, other].toSorted().join(' ')

const channelOf = (id: string, createdBy: UserId, room: { name: string; userLimit: number }) => ({
  ...{ id, createdBy, ...room },
  kind: 'conversation' as const,
  position: 0,
  encryption: 'e2ee' as const,
})

const own = (channelId: string, userId: UserId) =>
  and(eq(conversationMembers.channelId, channelId), eq(conversationMembers.userId, userId))

export function createConversationStore(db: Database) {
  const isGroup = isNull(conversations.pair)
  async function findPair(pair: string): Promise<string | null> {
    const [row] = await db
      .select({ id: conversations.channelId })
      .from(conversations)
      .where(eq(conversations.pair, pair))
    return row?.id ?? null
  }

  async function show(channelId: string, userId: UserId): Promise<void> {
    await db.update(conversationMembers).set({ hiddenAt: null }).where(own(channelId, userId))
  }

  /** Reads whole conversations, in the order of the ids. */
  async function read(ids: readonly string[]): Promise<KeptConversation[]> {
    if (ids.length === 0) return []
    const [rows, people] = await Promise.all([
      db
        .select({
          id: conversations.channelId,
          pair: conversations.pair,
          name: channels.name,
          ownerId: conversations.ownerId,
          activeAt: conversations.activeAt,
        })
        .from(conversations)
        .innerJoin(channels, eq(channels.id, conversations.channelId))
        .where(inArray(conversations.channelId, [...ids])),
      db
        .select({
          channelId: conversationMembers.channelId,
          user: shown,
        })
        .from(conversationMembers)
        .innerJoin(users, eq(users.id, conversationMembers.userId))
        .where(inArray(conversationMembers.channelId, [...ids]))
        .orderBy(asc(conversationMembers.joinedAt), asc(conversationMembers.userId)),
    ])
    const members = Map.groupBy(people, ({ channelId }) => channelId)
    const made = new Map(
      rows.map(({ pair, activeAt, ...rest }) => [
        rest.id,
        {
          ...rest,
          kind: pair === null ? ('group' as const) : ('direct' as const),
          activeAt: activeAt.toISOString(),
          members: (members.get(rest.id) ?? []).map(({ user }) => user),
        },
      ]),
    )
    return ids.flatMap((id) => made.get(id) ?? [])
  }

  return {
    /** The conversation of two, made when there is none. It shows for the other once something happens in it. */
    async openDirect(viewerId: UserId, otherId: UserId): Promise<Insertion> {
      const pair = pairOf(viewerId, otherId)
      const known = await findPair(pair)
      if (known !== null) {
        await show(known, viewerId)
        return { kind: 'found', id: known }
      }
      const made = await db.transaction(async (tx): Promise<Insertion | null> => {
        if (await areNotReachable(tx, { viewerId, userIds: [otherId], among: [] })) return { kind: 'unreachable' }
        const id = newId()
        await tx.insert(channels).values(channelOf(id, viewerId, { name: '', userLimit: 2 }))
        const inserted = await tx
          .insert(conversations)
          .values({ channelId: id, pair })
          .onConflictDoNothing()
          .returning()
        if (inserted.length === 0) {
          await tx.delete(channels).where(eq(channels.id, id))
          return null
        }
        await tx.insert(conversationMembers).values([
          { channelId: id, userId: viewerId },
          { channelId: id, userId: otherId, hiddenAt: inserted[0]?.activeAt ?? null },
        ])
        return { kind: 'made', id }
      })
      // The other opened it at the same moment.
      return made ?? { kind: 'found', id: (await findPair(pair)) ?? '' }
    },

    async insertGroup({ ownerId, userIds, name }: NewGroup, limits: Limits): Promise<Insertion> {
      return db.transaction(async (tx): Promise<Insertion> => {
        if (await areNotReachable(tx, { viewerId: ownerId, userIds, among: [] })) return { kind: 'unreachable' }
        const [groups] = await tx
          .select({ n: sql<number>`count(*)::integer` })
          .from(conversations)
          .where(eq(conversations.ownerId, ownerId))
        if ((groups?.n ?? 0) >= limits.ownGroups) return { kind: 'too_many' }
        const id = newId()
        await tx.insert(channels).values(channelOf(id, ownerId, { name, userLimit: limits.members }))
        await tx.insert(conversations).values({ channelId: id, ownerId })
        await tx.insert(conversationMembers).values([ownerId, ...userIds].map((userId) => ({ channelId: id, userId })))
        return { kind: 'made', id }
      })
    },

    /** null: there is none, or the viewer is not in it. */
    async find(channelId: string, viewerId: UserId): Promise<KeptConversation | null> {
      const [found] = await read([channelId])
      return found?.members.some(({ id }) => id === viewerId) ? found : null
    },

    memberIds: async (channelId: string): Promise<UserId[]> =>
      (
        await db
          .select({ userId: conversationMembers.userId })
          .from(conversationMembers)
          .where(eq(conversationMembers.channelId, channelId))
      ).map(({ userId }) => userId),

    /** At most `limit`, the latest first. */
    async page(viewerId: UserId, limit: number, after: ConversationCursor | null): Promise<KeptConversation[]> {
      const { activeAt, channelId } = conversations
      const beyond = after
        ? sql`(${activeAt}, ${channelId}) < (${after.activeAt.toISOString()}::timestamptz, ${after.id}::uuid)`
        : undefined
      const rows = await db
        .select({ id: channelId })
        .from(conversationMembers)
        .innerJoin(conversations, eq(channelId, conversationMembers.channelId))
        .where(
          and(
            eq(conversationMembers.userId, viewerId),
            or(isNull(conversationMembers.hiddenAt), sql`${conversationMembers.hiddenAt} < ${activeAt}`),
            beyond,
          ),
        )
        .orderBy(desc(activeAt), desc(channelId))
        .limit(limit)
      return read(rows.map(({ id }) => id))
    },

    /** Brings people into a group, while `mostMembers` lets them. */
    async add(
      channelId: string,
      viewerId: UserId,
      { userIds, mostMembers }: { userIds: readonly UserId[]; mostMembers: number },
    ): Promise<Addition> {
      return db.transaction(async (tx): Promise<Addition> => {
        const present = await lockGroup(tx, channelId)
        if (!present?.includes(viewerId)) return { kind: 'missing' }
        const news = userIds.filter((userId) => !present.includes(userId))
        if (present.length + news.length > mostMembers) return { kind: 'too_many' }
        if (news.length === 0) return { kind: 'added', userIds: [] }
        if (await areNotReachable(tx, { viewerId, userIds: news, among: present })) return { kind: 'unreachable' }
        await tx.insert(conversationMembers).values(news.map((userId) => ({ channelId, userId })))
        return { kind: 'added', userIds: news }
      })
    },

    /** Takes somebody out of a group; the longest there owns it next, and the last one takes it along. False: they were not in it. */
    async remove(channelId: string, userId: UserId): Promise<boolean> {
      return db.transaction(async (tx) => {
        const present = await lockGroup(tx, channelId)
        if (!present?.includes(userId)) return false
        await tx.delete(conversationMembers).where(own(channelId, userId))
        const heir = present.find((other) => other !== userId)
        if (heir === undefined) await tx.delete(channels).where(eq(channels.id, channelId))
        else
          await tx
            .update(conversations)
            .set({ ownerId: heir })
            .where(and(eq(conversations.channelId, channelId), eq(conversations.ownerId, userId)))
        return true
      })
    },

    /** False: there is no such group. */
    async rename(channelId: string, name: string): Promise<boolean> {
      const groups = db
        .select({ id: conversations.channelId })
        .from(conversations)
        .where(and(eq(conversations.channelId, channelId), isGroup))
      const { rowCount } = await db
        .update(channels)
        .set({ name })
        .where(and(eq(channels.id, channelId), inArray(channels.id, groups)))
      return (rowCount ?? 0) > 0
    },

    /** Something happened in it: it stands first, for those who hid it too. */
    async touch(channelId: string): Promise<void> {
      await db.update(conversations).set({ activeAt: sql`now()` }).where(eq(conversations.channelId, channelId))
    },

    async hide(channelId: string, userId: UserId): Promise<void> {
      await db.update(conversationMembers).set({ hiddenAt: sql`now()` }).where(own(channelId, userId))
    },

    /** Those of the others who have blocked one, or whom one has blocked. */
    blockedAround: (one: UserId, others: readonly UserId[]): Promise<UserId[]> => blockedAround(db, one, others),

    /** People whom the viewer may talk with, whose name begins with the text. */
    async reachable(viewerId: UserId, search: string, limit: number) {
      const begins = `${search.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`
      return db
        .select(shown)
        .from(users)
        .where(
          and(
            ne(users.id, viewerId),
            sql`(lower(${users.userName}) like ${begins} or lower(${users.displayName}) like ${begins})`,
            sql`users.id in (
              select other_id from relationships where user_id = ${viewerId} and kind = 'friend'
              union select other.user_id from members own join members other using (community_id) where own.user_id = ${viewerId})`,
            sql`not exists (select 1 from relationships where kind = 'blocked' and
              ((user_id = ${viewerId} and other_id = users.id) or (user_id = users.id and other_id = ${viewerId})))`,
            sql`not exists (select 1 from bots where bots.user_id = users.id)`,
            eq(users.status, 'active'),
          ),
        )
        .orderBy(asc(sql`lower(${users.displayName})`), asc(users.id))
        .limit(limit)
    },
  }
}

/** The members of a group, in the order they came; it stays so until the transaction ends. null: there is no such group. */
async function lockGroup(tx: Transaction, channelId: string): Promise<UserId[] | null> {
  const [group] = await tx
    .select({ pair: conversations.pair })
    .from(conversations)
    .where(eq(conversations.channelId, channelId))
    .for('update')
  if (!group || group.pair !== null) return null
  const rows = await tx
    .select({ userId: conversationMembers.userId })
    .from(conversationMembers)
    .where(eq(conversationMembers.channelId, channelId))
    .orderBy(asc(conversationMembers.joinedAt), asc(conversationMembers.userId))
  return rows.map(({ userId }) => userId)
}
