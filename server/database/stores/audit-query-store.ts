import type { CommunityId, ServerAuditEntry, ServerAuditQuery } from '@chaos/protocol'
import { alias, and, desc, eq, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { auditDetails, auditEntries, users } from '../schema.ts'
import { beginning, shownUser } from './statements.ts'

export type AuditQueryStore = ReturnType<typeof createAuditQueryStore>

type Page = Omit<ServerAuditQuery, 'cursor' | 'limit'> & {
  limit: number
  before: number | null
  /** Of one community; else of the whole server. */
  communityId?: CommunityId
  /** What the names of the actions begin with. */
  prefixes?: readonly string[]
}

/** The audit log as administrators look through it. */
export function createAuditQueryStore(db: Database) {
  const actors = alias(users, 'actors')
  const subjects = alias(users, 'subjects')
  return {
    /** Newest first: at most `limit` before the named position. */
    async page({ limit, before, ...filters }: Page): Promise<ServerAuditEntry[]> {
      const rows = await db
        .select({
          entry: auditEntries,
          // Drizzle takes the whole for missing when the first column is null, so one that never is comes first.
          personal: { details: auditDetails.details, ip: auditDetails.ip },
          actor: shownUser(actors),
          subject: shownUser(subjects),
        })
        .from(auditEntries)
        .leftJoin(auditDetails, eq(auditDetails.entryId, auditEntries.id))
        .leftJoin(actors, eq(actors.id, auditEntries.actorId))
        .leftJoin(subjects, eq(subjects.id, auditEntries.subjectId))
        .where(and(...conditions(filters, before)))
        .orderBy(desc(auditEntries.position))
        .limit(limit)
      return rows.map(({ entry, personal, actor, subject }) => ({
        id: entry.id,
        position: entry.position,
        at: entry.at.toISOString(),
        action: entry.action,
        actor,
        subject,
        ip: personal?.ip ?? null,
        details: personal?.details ?? {},
      }))
    },
  }
}

function conditions(
  { action, actorId, subjectId, from, until, communityId, prefixes }: Omit<Page, 'limit' | 'before'>,
  before: number | null,
) {
  return [
    communityId === undefined ? undefined : eq(auditEntries.communityId, communityId),
    prefixes === undefined
      ? undefined
      : or(...prefixes.map((prefix) => sql`${auditEntries.action} like ${beginning(prefix)}`)),
    before === null ? undefined : sql`${auditEntries.position} < ${before}`,
    action === undefined ? undefined : eq(auditEntries.action, action),
    actorId === undefined ? undefined : eq(auditEntries.actorId, actorId),
    subjectId === undefined ? undefined : eq(auditEntries.subjectId, subjectId),
    from === undefined ? undefined : sql`${auditEntries.at} >= ${from}::timestamptz`,
    until === undefined ? undefined : sql`${auditEntries.at} < ${until}::timestamptz`,
  ]
}
