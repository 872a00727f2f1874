import type { BotScope } from '@chaos/protocol'
import { index, pgTable, text, uniqueIndex, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { channels } from './channels.ts'
import { communities } from './communities.ts'
import { users } from './users.ts'

/** Accounts that a program uses, and who answers for them. */
export const bots = pgTable(
  'bots',
  {
    userId: uuid('user_id')
      .primaryKey()
      .references(() => users.id, { onDelete: 'cascade' }),
    ownerId: uuid('owner_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (table) => [index('bots_owner_id').on(table.ownerId)],
)

export const botTokens = pgTable(
  'bot_tokens',
  {
    id: id(),
    botId: uuid('bot_id')
      .notNull()
      .references(() => bots.userId, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** SHA-256 of the token. */
    hash: bytes('hash').notNull(),
    scopes: text('scopes').array().$type<BotScope[]>().notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
    expiresAt: instant('expires_at'),
  },
  (table) => [uniqueIndex('bot_tokens_hash').on(table.hash), index('bot_tokens_bot_id').on(table.botId)],
)

/** Where other services may post notices into a channel. */
export const webhooks = pgTable(
  'webhooks',
  {
    id: id(),
    communityId: uuid('community_id')
      .notNull()
      .references(() => communities.id, { onDelete: 'cascade' }),
    channelId: uuid('channel_id')
      .notNull()
      .references(() => channels.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** SHA-256 of its secret. */
    hash: bytes('hash').notNull(),
    createdBy: uuid('created_by').references(() => users.id, { onDelete: 'set null' }),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    index('webhooks_community_id').on(table.communityId),
    index('webhooks_channel_id').on(table.channelId),
    index('webhooks_created_by').on(table.createdBy),
  ],
)
