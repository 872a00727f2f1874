import type { ChannelId, CommunityId, Draft, Listening, Message, MessageBody, ReadState, UserId } from '@chaos/protocol'
import { and, asc, eq, gt, inArray, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { messageDrafts, messageListenings, messages, readMarks } from '../schema.ts'
import { messageRows, withReactions } from './message-rows.ts'

export type ReadingStore = ReturnType<typeof createReadingStore>

/** Beyond this a number is not counted on. */
const countedMost = 1_000
/** What nobody has heard by then is not brought up any more. */
const unheardFor = '90 days'

type ListeningDraft = { positionMs: number; isFinished: boolean; isShared: boolean }
type StateRow = { [K in keyof ReadState]: K extends 'channelId' ? string : string | number }

/** Since when somebody is where a channel is: what was said before does not wait for them. */
const since = (userId: UserId) => sql`coalesce(
  (select joined_at from members where community_id = c.community_id and user_id = ${userId}),
  (select joined_at from conversation_members where channel_id = c.id and user_id = ${userId}), 'infinity')`

const unheard = (userId: UserId) => sql`m.kind = 'voice' and m.deleted_at is null
  and m.author_id is distinct from ${userId} and m.created_at >= ${since(userId)}
  and m.created_at > now() - ${sql.raw(`interval '${unheardFor}'`)}
  and not exists (select 1 from message_listenings as l
    where l.message_id = m.id and l.user_id = ${userId} and l.finished_at is not null)`

export function createReadingStore(db: Database) {
  async function states(userId: UserId, which: ReturnType<typeof sql>): Promise<ReadState[]> {
    const { rows } = await db.execute<StateRow>(sql`
      select c.id as "channelId", c.last_position as "lastPosition", coalesce(mark.read_position, 0) as "readPosition",
        new.unread, waiting.unheard, waiting."unheardMs"
      from channels as c left join read_marks as mark on mark.channel_id = c.id and mark.user_id = ${userId}
      cross join lateral (select count(*) as unread from (
        select 1 from messages as m where m.channel_id = c.id and m.position > coalesce(mark.read_position, 0)
          and m.created_at >= ${since(userId)} and m.author_id is distinct from ${userId} and m.deleted_at is null
        limit ${countedMost}) as counted) as new
      cross join lateral (select count(*) as unheard, coalesce(sum(duration_ms), 0) as "unheardMs" from (
        select m.duration_ms from messages as m where m.channel_id = c.id and ${unheard(userId)}
        limit ${countedMost}) as counted) as waiting
      where ${which} and c.last_position > 0 order by c.id`)
    return rows.map((row) => ({
      channelId: row.channelId,
      readPosition: Number(row.readPosition),
      lastPosition: Number(row.lastPosition),
      unread: Number(row.unread),
      unheard: Number(row.unheard),
      unheardMs: Number(row.unheardMs),
    }))
  }

  return {
    inCommunity: (userId: UserId, communityId: CommunityId): Promise<ReadState[]> =>
      states(userId, sql`c.community_id = ${communityId}`),
    inConversations: (userId: UserId): Promise<ReadState[]> =>
      states(userId, sql`c.id in (select channel_id from conversation_members where user_id = ${userId})`),
    /** null: nothing was ever said in it. */
    inChannel: async (userId: UserId, channelId: ChannelId): Promise<ReadState | null> =>
      (await states(userId, sql`c.id = ${channelId}`))[0] ?? null,

    /** Never beyond the newest. */
    async mark(userId: UserId, channelId: ChannelId, position: number): Promise<void> {
      await db.execute(sql`
        insert into ${readMarks} (user_id, channel_id, read_position)
        select ${userId}::uuid, id, least(${position}::bigint, last_position) from channels where id = ${channelId}
        on conflict (user_id, channel_id) do update set read_position = excluded.read_position, updated_at = now()`)
    },

    /** Posting is reading: what stands above one's own message is seen. */
    async advance(userId: UserId, channelId: ChannelId, position: number): Promise<void> {
      await db.execute(sql`
        insert into ${readMarks} (user_id, channel_id, read_position) values (${userId}, ${channelId}, ${position})
        on conflict (user_id, channel_id) do update set updated_at = now(),
          read_position = greatest(${readMarks.readPosition}, excluded.read_position)`)
    },

    /** What was listened to once stays so. `isNews`: the end was reached for the first time, and others may know. */
    async listen(messageId: string, userId: UserId, draft: ListeningDraft) {
      const { positionMs, isFinished, isShared } = draft
      const { rows } = await db.execute<{ isFinished: boolean; updatedAt: string; isNews: boolean }>(sql`
        with before as (select finished_at from ${messageListenings} where message_id = ${messageId} and user_id = ${userId})
        insert into ${messageListenings} as own (message_id, user_id, position_ms, finished_at, is_shared)
        select id, ${userId}::uuid, ${positionMs}::integer, case when ${isFinished} then now() end, ${isShared}::boolean
        from ${messages} where id = ${messageId} and deleted_at is null
        on conflict (message_id, user_id) do update set position_ms = excluded.position_ms, updated_at = now(),
          is_shared = excluded.is_shared, finished_at = coalesce(own.finished_at, excluded.finished_at)
        returning finished_at is not null as "isFinished", updated_at as "updatedAt",
          ${isFinished && isShared} and not exists (select 1 from before where finished_at is not null) as "isNews"`)
      const [row] = rows
      if (!row) return null
      const updatedAt = new Date(row.updatedAt).toISOString()
      return { listening: { messageId, positionMs, isFinished: row.isFinished, updatedAt }, isNews: row.isNews }
    },

    async listenings(userId: UserId, messageIds: readonly string[]): Promise<Listening[]> {
      if (messageIds.length === 0) return []
      const rows = await db
        .select()
        .from(messageListenings)
        .where(and(eq(messageListenings.userId, userId), inArray(messageListenings.messageId, [...messageIds])))
      return rows.map(({ messageId, positionMs, finishedAt, updatedAt }) => ({
        ...{ messageId, positionMs, isFinished: finishedAt !== null },
        updatedAt: updatedAt.toISOString(),
      }))
    },

    /** Others than the author who listened to the end and say so, the first of them first. */
    async listeners(messageId: string, after: { at: Date; id: string } | null, limit: number) {
      const beyond = after
        ? sql`and (l.finished_at, l.user_id) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
        : sql``
      const { rows } = await db.execute<ListenerRow>(sql`
        select u.id, u.user_name as "userName", u.display_name as "displayName", u.avatar, l.finished_at as "listenedAt"
        from ${messageListenings} as l join users as u on u.id = l.user_id join ${messages} as m on m.id = l.message_id
        where l.message_id = ${messageId} and l.is_shared and l.finished_at is not null
          and l.user_id is distinct from m.author_id ${beyond}
        order by l.finished_at, l.user_id limit ${limit}`)
      return rows.map(({ listenedAt, ...user }) => ({ user, listenedAt: new Date(listenedAt).toISOString() }))
    },

    /** Recordings that the viewer has not heard, after a position, the oldest first. */
    async unheard(userId: UserId, place: { channelId: ChannelId; after: number }, limit: number): Promise<Message[]> {
      const { rows } = await db.execute<{ id: string }>(sql`
        select m.id from messages as m join channels as c on c.id = m.channel_id
        where m.channel_id = ${place.channelId} and m.position > ${place.after} and ${unheard(userId)}
        order by m.position limit ${limit}`)
      if (rows.length === 0) return []
      const ids = rows.map(({ id }) => id)
      const found = messageRows(db).where(and(inArray(messages.id, ids), gt(messages.position, place.after)))
      return withReactions(db, await found.orderBy(asc(messages.position)))
    },

    async drafts(userId: UserId): Promise<Draft[]> {
      const rows = await db.select().from(messageDrafts).where(eq(messageDrafts.userId, userId))
      return rows.map(toDraft)
    },

    async putDraft(own: { userId: UserId; channelId: ChannelId }, body: MessageBody, replyToId: string | null) {
      const values = { body, replyToId, updatedAt: sql`now()` }
      const [row] = await db
        .insert(messageDrafts)
        .values({ ...own, ...values })
        .onConflictDoUpdate({ target: [messageDrafts.userId, messageDrafts.channelId], set: values })
        .returning()
      return row ? toDraft(row) : null
    },

    /** Whether there was one. */
    async removeDraft({ userId, channelId }: { userId: UserId; channelId: ChannelId }): Promise<boolean> {
      const { rowCount } = await db
        .delete(messageDrafts)
        .where(and(eq(messageDrafts.userId, userId), eq(messageDrafts.channelId, channelId)))
      return (rowCount ?? 0) > 0
    },
  }
}

type ListenerRow = { id: string; userName: string; displayName: string; avatar: string | null; listenedAt: string }

const toDraft = ({ channelId, body, replyToId, updatedAt }: typeof messageDrafts.$inferSelect): Draft => ({
  ...{ channelId, body, replyToId },
  updatedAt: updatedAt.toISOString(),
})
