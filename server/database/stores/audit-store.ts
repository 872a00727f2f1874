import { createHash, randomBytes } from 'node:crypto'
import type { AuditAction, CommunityId, SessionId, UserId } from '@chaos/protocol'
import { and, asc, desc, eq, getTableColumns, gt, lt, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { auditDetails, auditEntries } from '../schema.ts'

export type AuditStore = ReturnType<typeof createAuditStore>
export type AuditDetails = Record<string, string | number | boolean | null>
export type AuditDraft = {
  action: AuditAction
  actorId?: UserId
  subjectId?: UserId
  sessionId?: SessionId
  communityId?: CommunityId
  ip?: string
  details?: AuditDetails
}

/** An entry, and what is personal in it unless that was erased. */
export type AuditLink = { entry: Entry; personal: Details | null }

type Entry = typeof auditEntries.$inferSelect
type Details = typeof auditDetails.$inferSelect

/** Any fixed number; whoever appends holds this lock until its transaction ends. */
const chainLock = 7_214_330_562
/** What stands before the first entry. */
export const genesis = Buffer.alloc(32)

const sha256 = (value: unknown): Buffer => createHash('sha256').update(JSON.stringify(value)).digest()

export const digestDetails = ({ salt, ip, details }: Omit<Details, 'entryId'>): Buffer =>
  sha256([salt.toString('hex'), ip, Object.entries(details).toSorted(([a], [b]) => (a < b ? -1 : 1))])

export const hashEntry = (entry: Omit<Entry, 'hash'>): Buffer =>
  sha256([
    entry.previousHash.toString('hex'),
    entry.position,
    entry.id,
    entry.at.toISOString(),
    entry.action,
    entry.actorId,
    entry.subjectId,
    entry.sessionId,
    entry.detailsDigest.toString('hex'),
    // Entries from before communities had logs go without it.
    ...(entry.communityId === null ? [] : [entry.communityId]),
  ])

const link = { entry: getTableColumns(auditEntries), personal: auditDetails }

export function createAuditStore(db: Database) {
  return {
    /** Adds to the end of the chain, in this order, all or none. */
    async append(drafts: readonly AuditDraft[]): Promise<void> {
      await db.transaction(async (tx) => {
        await tx.execute(sql`select pg_advisory_xact_lock(${chainLock})`)
        const [last] = await tx
          .select({ position: auditEntries.position, hash: auditEntries.hash })
          .from(auditEntries)
          .orderBy(desc(auditEntries.position))
          .limit(1)
        const links = chain(drafts, last ?? { position: 0, hash: genesis })
        await tx.insert(auditEntries).values(links.map(({ entry }) => entry))
        await tx.insert(auditDetails).values(links.map(({ personal }) => personal))
      })
    },

    /** What is about one account, newest first, before a position. */
    async readOwn(
      subjectId: UserId,
      { before, limit }: { before: number | null; limit: number },
    ): Promise<AuditLink[]> {
      const earlier = before === null ? undefined : lt(auditEntries.position, before)
      return db
        .select(link)
        .from(auditEntries)
        .leftJoin(auditDetails, eq(auditDetails.entryId, auditEntries.id))
        .where(and(eq(auditEntries.subjectId, subjectId), earlier))
        .orderBy(desc(auditEntries.position))
        .limit(limit)
    },

    /** The chain in its order, from the entry after this position on. */
    async read(afterPosition: number, limit: number): Promise<AuditLink[]> {
      return db
        .select(link)
        .from(auditEntries)
        .leftJoin(auditDetails, eq(auditDetails.entryId, auditEntries.id))
        .where(gt(auditEntries.position, afterPosition))
        .orderBy(asc(auditEntries.position))
        .limit(limit)
    },
  }
}

function chain(drafts: readonly AuditDraft[], last: Pick<Entry, 'position' | 'hash'>) {
  let { position, hash } = last
  return drafts.map((draft): { entry: Entry; personal: Details } => {
    const id = newId()
    const personal = { entryId: id, salt: randomBytes(16), ip: draft.ip ?? null, details: draft.details ?? {} }
    position += 1
    const unhashed = {
      position,
      id,
      at: new Date(),
      action: draft.action,
      actorId: draft.actorId ?? null,
      subjectId: draft.subjectId ?? null,
      sessionId: draft.sessionId ?? null,
      communityId: draft.communityId ?? null,
      detailsDigest: digestDetails(personal),
      previousHash: hash,
    }
    hash = hashEntry(unhashed)
    return { entry: { ...unhashed, hash }, personal }
  })
}
