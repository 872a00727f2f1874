import { index, integer, jsonb, pgTable, text, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { users } from './users.ts'

/** Letters that wait to be sent. They hold no secrets: a one-time link is made when its letter leaves. */
export const outbox = pgTable(
  'outbox',
  {
    id: id(),
    letter: jsonb('letter').notNull(),
    attempts: integer('attempts').notNull().default(0),
    /** When to try, or to try again; a process that sends it moves this into the future first. */
    dueAt: instant('due_at').notNull().defaultNow(),
    createdAt: createdAt(),
  },
  (table) => [index('outbox_due_at').on(table.dueAt)],
)

/** Links that work once. Of the secret only its hash is kept. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    /** SHA-256 of the secret. */
    hash: bytes('hash').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    purpose: text('purpose', { enum: ['verify_email', 'reset_password'] }).notNull(),
    /** The address that the link proves. */
    address: text('address'),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('one_time_links_user_id').on(table.userId, table.purpose),
    index('one_time_links_expires_at').on(table.expiresAt),
  ],
)

/** An address that somebody gave and has not proven yet. */
export const pendingEmails = pgTable('pending_emails', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => users.id, { onDelete: 'cascade' }),
  address: text('address').notNull(),
  createdAt: createdAt(),
})
