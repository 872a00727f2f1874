import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from '../drizzle.ts'
import { createdAt } from './columns.ts'
import { users } from './users.ts'

/** Answers to writes that named an `Idempotency-Key`, kept for a day. Without a status the write still runs. */
export const idempotencyKeys = pgTable(
  'idempotency_keys',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    /** SHA-256 of method, path and body, in hex. */
    requestHash: text('request_hash').notNull(),
    status: integer('status'),
    body: jsonb('body'),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.key] }),
    index('idempotency_keys_created_at').on(table.createdAt),
  ],
)
