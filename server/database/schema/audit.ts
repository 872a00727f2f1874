import type { AuditAction } from '@chaos/protocol'
import { bigint, index, jsonb, pgTable, text, uniqueIndex, uuid } from '../drizzle.ts'
import { bytes, instant } from './columns.ts'

/**
 * The audit log: a chain in which each entry's hash covers the one before. Triggers refuse to change or remove rows, and
 * nothing refers to the accounts, which may go.
 */
export const auditEntries = pgTable(
  'audit_entries',
  {
    /** 1, 2, 3, … without gaps. */
    position: bigint('position', { mode: 'number' }).primaryKey(),
    id: uuid('id').notNull(),
    at: instant('at').notNull(),
    action: text('action').$type<AuditAction>().notNull(),
    actorId: uuid('actor_id'),
    subjectId: uuid('subject_id'),
    sessionId: uuid('session_id'),
    /** Where it happened; null: on the server as a whole. */
    communityId: uuid('community_id'),
    /** SHA-256 of the row in `audit_details`, salt included. */
    detailsDigest: bytes('details_digest').notNull(),
    previousHash: bytes('previous_hash').notNull(),
    hash: bytes('hash').notNull(),
  },
  (table) => [
    uniqueIndex('audit_entries_id_key').on(table.id),
    index('audit_entries_at').on(table.at),
    index('audit_entries_action').on(table.action, table.position),
    index('audit_entries_subject_id').on(table.subjectId, table.position),
    index('audit_entries_actor_id').on(table.actorId, table.position),
    index('audit_entries_community_id').on(table.communityId, table.position),
  ],
)

/** What is personal in an entry. It goes with the account; the salt goes too, so that nobody can guess it back from the digest. */
export const auditDetails = pgTable('audit_details', {
  entryId: uuid('entry_id').primaryKey(),
  salt: bytes('salt').notNull(),
  ip: text('ip'),
  details: jsonb('details').$type<Record<string, string | number | boolean | null>>().notNull(),
})
