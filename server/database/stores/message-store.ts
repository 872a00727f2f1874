import type { ChannelId, CommunityId, Mentions, Message, MessageBody, UserId } from '@chaos/protocol'
import { and, asc, desc, eq, gt, gte, isNotNull, isNull, lt, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { isReferenceViolation } from '../database-errors.ts'
import { channels, messages } from '../schema.ts'
import { messageRows, withReactions } from './message-rows.ts'

export type MessageStore = ReturnType<typeof createMessageStore>

export type NewMessage = {
  id: string
  channelId: ChannelId
  authorId: UserId
  body: MessageBody
  audio: { objectId: string; durationMs: number } | null
  replyToId: string | null
  mentions: Mentions
  isForwarded: boolean
}
export type Posting =
  | { kind: 'posted' }
  /** The id is in use: perhaps by the same message, sent before. */
  | { kind: 'there' }
  /** The recording, or the channel, went meanwhile. */
  | { kind: 'gone' }

/** What rules ask of a message. */
export type MessageFacts = {
  id: string
  channelId: ChannelId
  position: number
  authorId: UserId | null
  kind: 'voice' | 'text'
  body: MessageBody | null
  audioObjectId: string | null
  durationMs: number | null
}

const facts = {
  id: messages.id,
  channelId: messages.channelId,
  position: messages.position,
  authorId: messages.authorId,
  kind: messages.kind,
  body: messages.body,
  audioObjectId: messages.audioObjectId,
  durationMs: messages.durationMs,
}
/** What is left of a message that was deleted: its place. */
const emptied = { body: null, audioObjectId: null, durationMs: null, pinnedAt: null, deletedAt: sql`now()` }

export function createMessageStore(db: Database) {
  const whole = async (rows: Awaited<ReturnType<typeof messageRows>>): Promise<Message[]> => withReactions(db, rows)

  return {
    /**
     * Keeps a message and gives it the next position of its channel, in one statement. Whoever posts holds the channel's row,
     * so a position is seen only when all before it are.
     */
    async insert(draft: NewMessage): Promise<Posting> {
      const { id, channelId, audio, mentions } = draft
      try {
        const { rowCount } = await db.execute(sql`
          with place as (
            update ${channels} set last_position = last_position + 1
            where id = ${channelId} and not exists (select 1 from ${messages} where id = ${id}) returning last_position)
          insert into ${messages} (id, channel_id, position, author_id, kind, body, audio_object_id, duration_ms, reply_to_id,
            mentioned_ids, mentions_everyone, is_forwarded)
          select ${id}::uuid, ${channelId}::uuid, place.last_position, ${draft.authorId}::uuid,
            ${audio ? 'voice' : 'text'}, ${JSON.stringify(draft.body)}::jsonb, ${audio?.objectId ?? null}::uuid,
            ${audio?.durationMs ?? null}::integer, ${draft.replyToId}::uuid, ${sql.param(mentions.userIds)}::uuid[],
            ${mentions.everyone}::boolean, ${draft.isForwarded}::boolean
          from place on conflict (id) do nothing`)
        if (rowCount === 1) return { kind: 'posted' }
        const [there] = await db.select({ id: messages.id }).from(messages).where(eq(messages.id, id))
        return { kind: there ? 'there' : 'gone' }
      } catch (error) {
        if (isReferenceViolation(error)) return { kind: 'gone' }
        throw error
      }
    },

    async facts(id: string): Promise<MessageFacts | null> {
      const [row] = await db.select(facts).from(messages).where(eq(messages.id, id))
      return row ?? null
    },

    async find(id: string): Promise<Message | null> {
      const [found] = await whole(await messageRows(db).where(eq(messages.id, id)))
      return found ?? null
    },

    /** Those before a position, the latest first. */
    async before(channelId: ChannelId, position: number, limit: number): Promise<Message[]> {
      const place = and(eq(messages.channelId, channelId), lt(messages.position, position))
      return whole(await messageRows(db).where(place).orderBy(desc(messages.position)).limit(limit))
    },

    /** Those after a position, the first of them first. */
    async after(channelId: ChannelId, position: number, limit: number): Promise<Message[]> {
      const place = and(eq(messages.channelId, channelId), gt(messages.position, position))
      return whole(await messageRows(db).where(place).orderBy(asc(messages.position)).limit(limit))
    },

    /** Of the first message since then; null: there is none. */
    async positionAt(channelId: ChannelId, at: Date): Promise<number | null> {
      const [row] = await db
        .select({ position: messages.position })
        .from(messages)
        .where(and(eq(messages.channelId, channelId), gte(messages.createdAt, at)))
        .orderBy(asc(messages.createdAt), asc(messages.position))
        .limit(1)
      return row?.position ?? null
    },

    /** The latest pin first. */
    async pinned(channelId: ChannelId, limit: number): Promise<Message[]> {
      const own = and(eq(messages.channelId, channelId), isNotNull(messages.pinnedAt))
      return whole(await messageRows(db).where(own).orderBy(desc(messages.pinnedAt)).limit(limit))
    },

    /** False: it is deleted, or somebody else's. */
    async edit(id: string, authorId: UserId, body: MessageBody): Promise<boolean> {
      const { rowCount } = await db
        .update(messages)
        .set({ body, editedAt: sql`now()` })
        .where(and(eq(messages.id, id), eq(messages.authorId, authorId), isNull(messages.deletedAt)))
      return (rowCount ?? 0) > 0
    },

    /** Empties its place; its reactions and who listened go too. False: that was done before. */
    async remove(id: string): Promise<boolean> {
      return db.transaction(async (tx) => {
        const { rowCount } = await tx
          .update(messages)
          .set({ ...emptied, mentionedIds: [], mentionsEveryone: false, replyToId: null })
          .where(and(eq(messages.id, id), isNull(messages.deletedAt)))
        await tx.execute(sql`delete from message_reactions where message_id = ${id}`)
        await tx.execute(sql`delete from message_listenings where message_id = ${id}`)
        return (rowCount ?? 0) > 0
      })
    },

    /** Who pins holds the channel's row, so that there are never more than `most`. False: there are, or it is deleted. */
    async pin(message: Pick<MessageFacts, 'id' | 'channelId'>, most: number): Promise<boolean> {
      return db.transaction(async (tx) => {
        const own = eq(channels.id, message.channelId)
        await tx.select({ id: channels.id }).from(channels).where(own).for('no key update')
        const { rowCount } = await tx.execute(sql`
          update ${messages} set pinned_at = coalesce(pinned_at, now()) where id = ${message.id} and deleted_at is null
            and (pinned_at is not null or ${most} > (select count(*) from ${messages}
              where channel_id = ${message.channelId} and pinned_at is not null))`)
        return rowCount === 1
      })
    },

    async unpin(id: string): Promise<void> {
      await db.update(messages).set({ pinnedAt: null }).where(eq(messages.id, id))
    },

    /** Takes away what channels keep no longer, some at a time. */
    async removeExpired(limit: number): Promise<Removed[]> {
      const { rows } = await db.execute<Removed>(sql`
        delete from ${messages} where id in (
          select m.id from ${channels} as c cross join lateral (
            select id from ${messages} where channel_id = c.id and created_at < now() - c.retention_days * interval '1 day'
            order by created_at limit ${limit}) as m
          where c.retention_days > 0 limit ${limit})
        returning id, channel_id as "channelId", position::integer as position,
          (select community_id from ${channels} as home where home.id = channel_id) as "communityId"`)
      return rows
    },
  }
}

export type Removed = { id: string; channelId: ChannelId; communityId: CommunityId | null; position: number }
