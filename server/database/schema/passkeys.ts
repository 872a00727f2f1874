import type { PasskeyTransport } from '@chaos/protocol'
import { bigint, boolean, index, pgTable, text, uniqueIndex, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { users } from './users.ts'

export const passkeys = pgTable(
  'passkeys',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** The authenticator's own name for it, base64url. */
    credentialId: text('credential_id').notNull(),
    /** COSE key (RFC 9052 §7). */
    publicKey: bytes('public_key').notNull(),
    /** The newest signature counter; stays 0 where the authenticator has none. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    transports: text('transports').array().$type<PasskeyTransport[]>().notNull(),
    backedUp: boolean('backed_up').notNull(),
    name: text('name').notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    uniqueIndex('passkeys_credential_id_key').on(table.credentialId),
    index('passkeys_user_id').on(table.userId),
  ],
)

/** Random challenges that were given out and have not come back yet. */
export const passkeyChallenges = pgTable(
  'passkey_challenges',
  {
    /** SHA-256 of the challenge. */
    hash: bytes('hash').primaryKey(),
    /** The ceremony, and the session, ticket or name it belongs to. It counts nowhere else. */
    purpose: text('purpose').notNull(),
    /** The id of an account that is about to be made. */
    newUserId: uuid('new_user_id'),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('passkey_challenges_expires_at').on(table.expiresAt)],
)
