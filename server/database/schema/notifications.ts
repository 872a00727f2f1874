import type { NotificationBody, NotificationLevel } from '@chaos/protocol'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { users } from './users.ts'

const userId = () =>
  uuid('user_id')
    .notNull()
    .references(() => users.id, { onDelete: 'cascade' })

/** What people are told, numbered for each of them from 1 without gaps. */
export const notifications = pgTable(
  'notifications',
  {
    userId: userId(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    id: uuid('id').notNull(),
    body: jsonb('body').$type<NotificationBody>().notNull(),
    communityId: uuid('community_id'),
    channelId: uuid('channel_id'),
    isMention: boolean('is_mention').notNull().default(false),
    createdAt: createdAt(),
    readAt: instant('read_at'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.sequence] }),
    uniqueIndex('notifications_id').on(table.id),
    index('notifications_created_at').on(table.createdAt),
  ],
)

/** How far each person's notifications go, and how far they have them. */
export const notificationHeads = pgTable('notification_heads', {
  userId: userId().primaryKey(),
  last: bigint('last', { mode: 'number' }).notNull().default(0),
  acknowledged: bigint('acknowledged', { mode: 'number' }).notNull().default(0),
})

/** What somebody wants to hear of from a community or a channel; no row: the level above it. */
export const notificationLevels = pgTable(
  'notification_levels',
  {
    userId: userId(),
    /** Of a community or a channel; it may be gone. */
    placeId: uuid('place_id').notNull(),
    level: text('level').$type<NotificationLevel>(),
    mutedUntil: instant('muted_until'),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.placeId] }),
    index('notification_levels_place').on(table.placeId),
  ],
)

/** When somebody wants to be left in peace; no row: never. */
export const quietHours = pgTable('quiet_hours', {
  userId: userId().primaryKey(),
  /** Minutes after midnight in `timeZone`. */
  fromMinute: integer('from_minute').notNull(),
  toMinute: integer('to_minute').notNull(),
  /** IANA name. */
  timeZone: text('time_zone').notNull(),
})

/** Where a browser can be woken (RFC 8030). */
export const pushSubscriptions = pgTable(
  'push_subscriptions',
  {
    id: id(),
    userId: userId(),
    /** The sign-in it belongs to; it ends with that. */
    sessionId: uuid('session_id').notNull(),
    endpoint: text('endpoint').notNull(),
    /** RFC 8291: the browser's public key and its secret, base64url. */
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    uniqueIndex('push_subscriptions_endpoint').on(table.endpoint),
    index('push_subscriptions_user_id').on(table.userId),
    index('push_subscriptions_session_id').on(table.sessionId),
  ],
)

/** One row: the pair by which push services know this server (RFC 8292). */
export const pushKeys = pgTable('push_keys', {
  id: integer('id').primaryKey(),
  publicKey: text('public_key').notNull(),
  sealedPrivateKey: bytes('sealed_private_key').notNull(),
})
