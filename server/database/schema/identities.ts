import { index, pgTable, text, uniqueIndex, uuid } from '../drizzle.ts'
import { bytes, createdAt, id, instant } from './columns.ts'
import { sessions } from './sessions.ts'
import { users } from './users.ts'

/** Who somebody is at a sign-in provider. */
export const identities = pgTable(
  'identities',
  {
    id: id(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    provider: text('provider').notNull(),
    /** Beside the provider's own name, which an administrator may one day give to another issuer. */
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** For people: what the account is called there. */
    label: text('label').notNull(),
    createdAt: createdAt(),
    lastUsedAt: instant('last_used_at'),
  },
  (table) => [
    uniqueIndex('identities_subject_key').on(table.provider, table.issuer, table.subject),
    uniqueIndex('identities_user_provider_key').on(table.userId, table.provider),
  ],
)

const purpose = () => text('purpose', { enum: ['sign_in', 'link', 'confirm'] }).notNull()
/** Whose account it is about, for `link` and `confirm`: it ends with the session that asked. */
const sessionId = () => uuid('session_id').references(() => sessions.id, { onDelete: 'cascade' })

/** A visit to a provider that has begun. */
export const providerFlows = pgTable(
  'provider_flows',
  {
    /** SHA-256 of the state. */
    stateHash: bytes('state_hash').primaryKey(),
    /** SHA-256 of the secret in the browser's cookie. */
    browserHash: bytes('browser_hash').notNull(),
    provider: text('provider').notNull(),
    purpose: purpose(),
    sessionId: sessionId(),
    returnTo: text('return_to').notNull(),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('provider_flows_expires_at').on(table.expiresAt)],
)

/** What such a visit has proven, until the browser that made it picks it up. */
export const providerProofs = pgTable(
  'provider_proofs',
  {
    /** SHA-256 of the secret in the browser's cookie. */
    browserHash: bytes('browser_hash').primaryKey(),
    provider: text('provider').notNull(),
    purpose: purpose(),
    sessionId: sessionId(),
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    /** Only one that the provider has verified, in lower case. */
    email: text('email'),
    userName: text('user_name'),
    displayName: text('display_name'),
    expiresAt: instant('expires_at').notNull(),
  },
  (table) => [index('provider_proofs_expires_at').on(table.expiresAt)],
)
