import { type Message, messageLimits, type Reaction, type ReactionBody } from '@chaos/protocol'
import { asc, eq, inArray, lte, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { audioObjects, messageReactions, messages, users } from '../schema.ts'
import { shownUser } from './statements.ts'

/** A chunk of a sealed object with its tag, bytes (crypto's SPEC C1, C3). */
const sealedChunkBytes = 65_552

const shown = {
  id: messages.id,
  channelId: messages.channelId,
  position: messages.position,
  kind: messages.kind,
  author: shownUser(users),
  body: messages.body,
  objectId: messages.audioObjectId,
  sizeBytes: audioObjects.sizeBytes,
  durationMs: messages.durationMs,
  replyToId: messages.replyToId,
  mentionedIds: messages.mentionedIds,
  mentionsEveryone: messages.mentionsEveryone,
  isForwarded: messages.isForwarded,
  reactionCount: sql<number>`(select count(*)::integer from message_reactions where message_id = ${messages.id})`,
  listenerCount: sql<number>`(select count(*)::integer from message_listenings where message_id = ${messages.id}
    and finished_at is not null and is_shared and user_id is distinct from ${messages.authorId})`,
  pinnedAt: messages.pinnedAt,
  createdAt: messages.createdAt,
  editedAt: messages.editedAt,
  deletedAt: messages.deletedAt,
}

/** All messages with what everybody sees of them, as a query that can be narrowed. */
export const messageRows = (db: Database) =>
  db
    .select(shown)
    .from(messages)
    .leftJoin(users, eq(users.id, messages.authorId))
    .leftJoin(audioObjects, eq(audioObjects.id, messages.audioObjectId))

type Row = Awaited<ReturnType<typeof messageRows>>[number]

const instantOf = (at: Date | null): string | null => at?.toISOString() ?? null

function audioOf({ objectId, sizeBytes, durationMs, body }: Row): Message['audio'] {
  if (objectId === null || sizeBytes === null || durationMs === null) return null
  const chunkCount = body?.kind === 'sealed' ? Math.ceil(sizeBytes / sealedChunkBytes) : 0
  return { objectId, durationMs, sizeBytes, chunkCount }
}

function toMessage(row: Row, reactions: Reaction[]): Message {
  const { objectId: _object, sizeBytes: _size, durationMs: _duration, mentionedIds, mentionsEveryone, ...rest } = row
  return {
    ...rest,
    audio: audioOf(row),
    mentions: { userIds: mentionedIds, everyone: mentionsEveryone },
    reactions,
    pinnedAt: instantOf(row.pinnedAt),
    createdAt: row.createdAt.toISOString(),
    editedAt: instantOf(row.editedAt),
    deletedAt: instantOf(row.deletedAt),
  }
}

export const toReaction = ({ id, userId, body, createdAt }: ReactionRow): Reaction => ({
  ...{ id, userId, body },
  createdAt: createdAt.toISOString(),
})
export type ReactionRow = { id: string; userId: string; body: ReactionBody; createdAt: Date }
export const shownReaction = {
  id: messageReactions.id,
  userId: messageReactions.userId,
  body: messageReactions.body,
  createdAt: messageReactions.createdAt,
}

/** Puts the first reactions to each message beside it. */
export async function withReactions(db: Database, rows: Row[]): Promise<Message[]> {
  const reacted = rows.filter(({ reactionCount }) => reactionCount > 0).map(({ id }) => id)
  const found = new Map<string, Reaction[]>()
  if (reacted.length > 0) {
    const place = sql<number>`row_number() over (partition by ${messageReactions.messageId}
      order by ${messageReactions.createdAt}, ${messageReactions.id})`.as('place')
    const numbered = db
      .select({ ...shownReaction, messageId: messageReactions.messageId, place })
      .from(messageReactions)
      .where(inArray(messageReactions.messageId, reacted))
      .as('numbered')
    const first = await db
      .select()
      .from(numbered)
      .where(lte(numbered.place, messageLimits.shownReactions))
      .orderBy(asc(numbered.place))
    for (const { messageId, ...reaction } of first)
      found.set(messageId, [...(found.get(messageId) ?? []), toReaction(reaction)])
  }
  return rows.map((row) => toMessage(row, found.get(row.id) ?? []))
}
