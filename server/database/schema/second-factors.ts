import type { AuthMethod } from '@chaos/protocol'
import { index, integer, pgTable, primaryKey, text, uuid } from '../drizzle.ts'
import { bytes, createdAt, instant } from './columns.ts'
import { users } from './users.ts'

const userId = () => uuid('user_id').references(() => users.id, { onDelete: 'cascade' })

/** The authenticator app of an account, and the one being set up. */
export const totpSecrets = pgTable('totp_secrets', {
  userId: userId().primaryKey(),
  /** Encrypted; null while the first one is being set up. */
  sealed: bytes('sealed'),
  since: instant('since'),
  /** The newest time step whose code was taken: it and those before are used up. */
  lastStep: integer('last_step').notNull().default(0),
  /** Tries since the last right code. */
  tries: integer('tries').notNull().default(0),
  blockedUntil: instant('blocked_until'),
  pendingSealed: bytes('pending_sealed'),
  pendingUntil: instant('pending_until'),
})

/** A used one is removed. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: userId().notNull(),
    /** SHA-256 of the code. */
    hash: bytes('hash').notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
)

/** Sign-ins whose first factor was right and whose second one is awaited. */
export const secondStepTickets = pgTable(
  'second_step_tickets',
  {
    /** SHA-256 of the ticket. */
    hash: bytes('hash').primaryKey(),
    userId: userId().notNull(),
    /** What was proven so far. */
    methods: text('methods').array().$type<AuthMethod[]>().notNull(),
    triesLeft: integer('tries_left').notNull(),
    createdAt: createdAt(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [
    index('second_step_tickets_user_id').on(table.userId),
    index('second_step_tickets_expires_at').on(table.expiresAt),
  ],
)
