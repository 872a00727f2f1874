import { bigint, index, integer, pgTable, sql, text, uniqueIndex, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { users } from './users.ts'

/** Archives of what an account has, on their way or ready to be fetched. */
export const dataExports = pgTable(
  'data_exports',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    state: text('state', { enum: ['running', 'ready', 'failed'] }).notNull(),
    done: integer('done').notNull().default(0),
    total: integer('total').notNull().default(0),
    sizeBytes: bigint('size_bytes', { mode: 'number' }),
    createdAt: createdAt(),
    /** The process that makes it says so again and again; without that it is taken for dead. */
    aliveAt: instant('alive_at').notNull().defaultNow(),
    expiresAt: instant('expires_at'),
    /** SHA-256 of the secret in the cookie of whoever may fetch it now. */
    passHash: bytes('pass_hash'),
    passExpiresAt: instant('pass_expires_at'),
  },
  (table) => [
    index('data_exports_user_id').on(table.userId),
    uniqueIndex('data_exports_one_running').on(table.userId).where(sql`${table.state} = 'running'`),
  ],
)
