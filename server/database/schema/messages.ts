import type { MessageBody, ReactionBody } from '@chaos/protocol'
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  sql,
  text,
  uniqueIndex,
  uuid,
} from '../drizzle.ts'
import { channels } from './channels.ts'
import { createdAt, id, instant } from './columns.ts'
import { communities } from './communities.ts'
import { users } from './users.ts'

const somebody = (name: string) => uuid(name).references(() => users.id, { onDelete: 'set null' })
const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })
const channelId = () =>
  uuid('channel_id')
    .notNull()
    .references(() => channels.id, { onDelete: 'cascade' })
/** Positions and sizes. */
const count = (name: string) => bigint(name, { mode: 'number' })

/**
 * Recordings, from their first byte. Those that no message names go after a while; one that is named cannot go, since the
 * message refers to it.
 */
export const audioObjects = pgTable(
  'audio_objects',
  {
    id: id(),
    /** Whose room it takes. null: an account, or a community, that is gone. */
    ownerId: somebody('owner_id'),
    communityId: uuid('community_id').references(() => communities.id, { onDelete: 'set null' }),
    /** For which it was made. No reference: the bytes outlive it until they are collected. */
    channelId: uuid('channel_id').notNull(),
    /** `stored`: whole, and one file. */
    state: text('state', { enum: ['receiving', 'stored'] }).notNull(),
    /** What arrived and will not be lost. */
    sizeBytes: count('size_bytes').notNull().default(0),
    /** null: whoever sends it does not know yet. */
    declaredBytes: count('declared_bytes'),
    /** What it may come to, as long as it is on its way; then its size. */
    reservedBytes: count('reserved_bytes').notNull(),
    createdAt: createdAt(),
    touchedAt: instant('touched_at').notNull().defaultNow(),
  },
  (table) => [
    index('audio_objects_owner_id').on(table.ownerId),
    index('audio_objects_community_id').on(table.communityId),
    index('audio_objects_touched_at').on(table.touchedAt, table.id),
  ],
)

/** What arrived of a recording that is on its way: a file for each step. */
export const uploadSegments = pgTable(
  'upload_segments',
  {
    objectId: uuid('object_id')
      .notNull()
      .references(() => audioObjects.id, { onDelete: 'cascade' }),
    startByte: count('start_byte').notNull(),
    sizeBytes: integer('size_bytes').notNull(),
    /** Of its file: two who send the same step at once do not write over each other. */
    name: uuid('name').notNull(),
  },
  (table) => [primaryKey({ columns: [table.objectId, table.startByte] })],
)

export const messages = pgTable(
  'messages',
  {
    /** The author's choice; envelopes are bound to it. */
    id: id(),
    channelId: channelId(),
    position: count('position').notNull(),
    authorId: somebody('author_id'),
    kind: text('kind', { enum: ['voice', 'text'] }).notNull(),
    /** null: it was deleted. */
    body: jsonb('body').$type<MessageBody>(),
    audioObjectId: uuid('audio_object_id').references(() => audioObjects.id),
    durationMs: integer('duration_ms'),
    /** No reference: what it replies to may go, and then it is a reply to something that is gone. */
    replyToId: uuid('reply_to_id'),
    mentionedIds: uuid('mentioned_ids').array().notNull().default([]),
    mentionsEveryone: boolean('mentions_everyone').notNull().default(false),
    isForwarded: boolean('is_forwarded').notNull().default(false),
    pinnedAt: instant('pinned_at'),
    createdAt: createdAt(),
    editedAt: instant('edited_at'),
    deletedAt: instant('deleted_at'),
  },
  (table) => [
    uniqueIndex('messages_page').on(table.channelId, table.position),
    index('messages_time').on(table.channelId, table.createdAt),
    index('messages_voice')
      .on(table.channelId, table.position)
      .where(sql`${table.kind} = 'voice' and ${table.deletedAt} is null`),
    index('messages_pinned').on(table.channelId, table.pinnedAt).where(sql`${table.pinnedAt} is not null`),
    index('messages_audio_object_id').on(table.audioObjectId).where(sql`${table.audioObjectId} is not null`),
    index('messages_author_id').on(table.authorId),
  ],
)

const messageId = () =>
  uuid('message_id')
    .notNull()
    .references(() => messages.id, { onDelete: 'cascade' })

export const messageReactions = pgTable(
  'message_reactions',
  {
    id: id(),
    messageId: messageId(),
    userId: userId(),
    body: jsonb('body').$type<ReactionBody>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('message_reactions_page').on(table.messageId, table.createdAt, table.id),
    index('message_reactions_user_id').on(table.userId),
    // Sealed ones cannot be told apart here.
    uniqueIndex('message_reactions_open')
      .on(table.messageId, table.userId, sql`(body -> 'content')`)
      .where(sql`body ->> 'kind' = 'open'`),
  ],
)

/** How far people listened. */
export const messageListenings = pgTable(
  'message_listenings',
  {
    messageId: messageId(),
    userId: userId(),
    positionMs: integer('position_ms').notNull(),
    /** When they first came to the end. */
    finishedAt: instant('finished_at'),
    /** Others may see that they did. */
    isShared: boolean('is_shared').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.messageId, table.userId] }),
    index('message_listenings_user_id').on(table.userId),
  ],
)

/** The unread line of each person in each channel. */
export const readMarks = pgTable(
  'read_marks',
  {
    userId: userId(),
    channelId: channelId(),
    readPosition: count('read_position').notNull(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.channelId] }),
    index('read_marks_channel_id').on(table.channelId),
  ],
)

/** What was begun and not sent. */
export const messageDrafts = pgTable(
  'message_drafts',
  {
    userId: userId(),
    channelId: channelId(),
    body: jsonb('body').$type<MessageBody>().notNull(),
    replyToId: uuid('reply_to_id'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.channelId] }),
    index('message_drafts_channel_id').on(table.channelId),
  ],
)
