import type { AuthMethod, SessionEnd } from '@chaos/protocol'
import { index, pgTable, sql, text, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { users } from './users.ts'

/** One sign-in on one device: the family of its refresh tokens. */
export const sessions = pgTable(
  'sessions',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Of the newest request that renewed it. */
    userAgent: text('user_agent').notNull().default(''),
    ip: text('ip').notNull().default(''),
    methods: text('methods').array().$type<AuthMethod[]>().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at').notNull().defaultNow(),
    /** When its person last proved who they are. */
    confirmedAt: instant('confirmed_at').notNull().defaultNow(),
    expiresAt: instant('expires_at').notNull(),
    revokedAt: instant('revoked_at'),
    revokedBecause: text('revoked_because').$type<SessionEnd>(),
  },
  (table) => [index('sessions_user_id').on(table.userId)],
)

/** Used ones stay, so that a second use shows. */
export const refreshTokens = pgTable(
  'refresh_tokens',
  {
    /** SHA-256 of the token. */
    hash: bytes('hash').primaryKey(),
    sessionId: uuid('session_id')
      .notNull()
      .references(() => sessions.id, { onDelete: 'cascade' }),
    /** The token that was given back for this one. */
    parentHash: bytes('parent_hash'),
    createdAt: createdAt(),
    usedAt: instant('used_at'),
  },
  (table) => [
    index('refresh_tokens_session_id').on(table.sessionId),
    index('refresh_tokens_parent_hash').on(table.parentHash),
  ],
)
