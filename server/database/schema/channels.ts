import {
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  sql,
  text,
  uniqueIndex,
  uuid,
} from '../drizzle.ts'
import { createdAt, id, instant } from './columns.ts'
import { communities, roles } from './communities.ts'
import { users } from './users.ts'

/** Headings under which channels stand. */
export const categories = pgTable(
  'categories',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    position: integer('position').notNull(),
  },
  (table) => [index('categories_community_id').on(table.communityId, table.position)],
)

/** Rooms of communities, and those of conversations, which belong to no community. */
export const channels = pgTable(
  'channels',
  {
    id: id(),
    communityId: uuid('community_id').references(() => communities.id, { onDelete: 'cascade' }),
    categoryId: uuid('category_id').references(() => categories.id, { onDelete: 'set null' }),
    kind: text('kind', { enum: ['voice', 'stage', 'conversation'] }).notNull(),
    name: text('name').notNull(),
    topic: text('topic').notNull().default(''),
    position: integer('position').notNull(),
    userLimit: integer('user_limit').notNull(),
    /** Of a speaker's Opus, bit/s. */
    bitrate: integer('bitrate').notNull().default(32_000),
    /** Between two messages of one person; 0: none. */
    slowModeSeconds: integer('slow_mode_seconds').notNull().default(0),
    /** Of one recording. */
    longestMessageSeconds: integer('longest_message_seconds').notNull().default(900),
    /** After so many days messages go; 0: they stay. */
    retentionDays: integer('retention_days').notNull().default(0),
    /** The position of the newest message. Whoever posts holds this row, so that positions are seen in their order. */
    lastPosition: bigint('last_position', { mode: 'number' }).notNull().default(0),
    encryption: text('encryption', { enum: ['e2ee', 'open'] }).notNull(),
    /** It goes when it has been used and the last person leaves. */
    isTemporary: boolean('is_temporary').notNull().default(false),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('channels_name_key').on(table.communityId, sql`lower(${table.name})`),
    index('channels_category_id').on(table.categoryId),
    index('channels_created_by').on(table.createdBy),
    check('channels_home', sql`(${table.communityId} is null) = (${table.kind} = 'conversation')`),
  ],
)

/** A talk between two people, or a group of up to ten. Its id is that of its channel. */
export const conversations = pgTable(
  'conversations',
  {
    channelId: uuid('channel_id')
      .primaryKey()
      .references(() => channels.id, { onDelete: 'cascade' }),
    /** Both ids, the smaller first, of a talk between two; null: a group. */
    pair: text('pair'),
    ownerId: uuid('owner_id').references(() => users.id, { onDelete: 'set null' }),
    /** When something last happened in it. */
    activeAt: instant('active_at').notNull().defaultNow(),
  },
  (table) => [uniqueIndex('conversations_pair').on(table.pair), index('conversations_owner_id').on(table.ownerId)],
)

export const conversationMembers = pgTable(
  'conversation_members',
  {
    channelId: uuid('channel_id')
      .notNull()
      .references(() => conversations.channelId, { onDelete: 'cascade' }),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    joinedAt: instant('joined_at').notNull().defaultNow(),
    /** It stays out of the list until something happens in it. */
    hiddenAt: instant('hidden_at'),
  },
  (table) => [
    primaryKey({ columns: [table.channelId, table.userId] }),
    index('conversation_members_user_id').on(table.userId),
  ],
)

/** What one role or one member may or may not in one channel, apart from what their roles say. */
export const permissionOverrides = pgTable(
  'permission_overrides',
  {
    id: id(),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    roleId: uuid('role_id').references(() => roles.id, { onDelete: 'cascade' }),
    userId: uuid('user_id').references(() => users.id, { onDelete: 'cascade' }),
    allow: text('allow').array().notNull(),
    deny: text('deny').array().notNull(),
  },
  (table) => [
    uniqueIndex('permission_overrides_role').on(table.channelId, table.roleId),
    uniqueIndex('permission_overrides_user').on(table.channelId, table.userId),
    index('permission_overrides_role_id').on(table.roleId),
    index('permission_overrides_user_id').on(table.userId),
    check('permission_overrides_one_target', sql`num_nonnulls(${table.roleId}, ${table.userId}) = 1`),
  ],
)
