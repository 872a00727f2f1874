import type { CommunityId, OwnReport, Report, ReportNote, ReportReason, ReportState, UserId } from '@chaos/protocol'
import { alias, and, asc, desc, eq, ne, or, isNull, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { reportNotes, reports, users } from '../schema.ts'
import { lockMemberships } from './membership-lock.ts'
import { shownUser } from './statements.ts'

export type ReportStore = ReturnType<typeof createReportStore>

export type NewReport = {
  communityId: CommunityId
  /** null: an automatic rule. */
  reporterId: UserId | null
  subjectId: UserId
  channelId: string | null
  reason: ReportReason
  words: string
}
/** Reports of one person about another within `mergeSeconds` are one; and a day takes only so many. */
export type ReportBounds = { mergeSeconds: number; perDay: number; wordsLength: number }
export type Reporting = { kind: 'made' | 'merged'; id: string } | { kind: 'too_many' }

/** Where a page begins: after this one. */
export type ReportCursor = { createdAt: Date; id: string }
type Page = { limit: number; after: ReportCursor | null }
type Handling = { id: string; communityId: CommunityId; handledBy: UserId }
export type Changed = { reporterId: UserId | null; state: ReportState }

const older = (after: ReportCursor | null) =>
  after === null
    ? undefined
    : sql`(${reports.createdAt}, ${reports.id}) < (${after.createdAt.toISOString()}::timestamptz, ${after.id}::uuid)`
const newestFirst = [desc(reports.createdAt), desc(reports.id)]
const changed = { reporterId: reports.reporterId, state: reports.state }
const isOpen = or(eq(reports.state, 'open'), eq(reports.state, 'in_progress'))

type Times = { createdAt: Date; changedAt: Date }
const inText = <Row extends Times>(row: Row): Omit<Row, keyof Times> & { createdAt: string; changedAt: string } => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  changedAt: row.changedAt.toISOString(),
})

// Nobody decides about themselves.
const notAbout = (viewerId: UserId) => or(isNull(reports.subjectId), ne(reports.subjectId, viewerId))

export function createReportStore(db: Database) {
  const subjects = alias(users, 'subjects')
  const reporters = alias(users, 'reporters')
  const handlers = alias(users, 'handlers')
  const shown = {
    id: reports.id,
    subject: shownUser(subjects),
    reason: reports.reason,
    words: reports.words,
    state: reports.state,
    createdAt: reports.createdAt,
    changedAt: reports.changedAt,
  }
  return {
    /** Adds a report, or its words to that which the same person made about the same a short while ago. */
    async add(draft: NewReport, { mergeSeconds, perDay, wordsLength }: ReportBounds): Promise<Reporting> {
      const { communityId, reporterId, subjectId, words } = draft
      const bySame = and(
        eq(reports.communityId, communityId),
        reporterId === null ? isNull(reports.reporterId) : eq(reports.reporterId, reporterId),
      )
      return db.transaction(async (tx) => {
        await lockMemberships(tx, reporterId ?? subjectId)
        const together = sql`left(concat_ws(E'\\n', nullif(${reports.words}, ''), nullif(${words}::text, '')), ${wordsLength}::integer)`
        const lately = sql`${reports.createdAt} > now() - make_interval(secs => ${mergeSeconds}::integer)`
        const [known] = await tx
          .update(reports)
          .set({ words: together, changedAt: sql`now()` })
          .where(and(bySame, eq(reports.subjectId, subjectId), isOpen, lately))
          .returning({ id: reports.id })
        if (known) return { kind: 'merged', id: known.id }
        const today = sql`${reports.createdAt} > now() - interval '1 day'`
        const made = await tx.select({ id: reports.id }).from(reports).where(and(bySame, today)).limit(perDay)
        if (reporterId !== null && made.length >= perDay) return { kind: 'too_many' }
        const id = newId()
        await tx.insert(reports).values({ id, ...draft })
        return { kind: 'made', id }
      })
    },

    /** What moderators see; not what is about the viewer. Newest first. */
    async page(
      { communityId, viewerId, state }: { communityId: CommunityId; viewerId: UserId; state: ReportState },
      { limit, after }: Page,
    ): Promise<Report[]> {
      const rows = await db
        .select({
          ...shown,
          reporter: shownUser(reporters),
          handledBy: shownUser(handlers),
          channelId: reports.channelId,
          noteCount: sql<number>`(select count(*)::integer from ${reportNotes} where ${reportNotes.reportId} = ${reports.id})`,
        })
        .from(reports)
        .leftJoin(subjects, eq(subjects.id, reports.subjectId))
        .leftJoin(reporters, eq(reporters.id, reports.reporterId))
        .leftJoin(handlers, eq(handlers.id, reports.handledBy))
        .where(and(eq(reports.communityId, communityId), eq(reports.state, state), notAbout(viewerId), older(after)))
        .orderBy(...newestFirst)
        .limit(limit)
      return rows.map(inText)
    },

    /** Newest first. */
    async own(communityId: CommunityId, reporterId: UserId, { limit, after }: Page): Promise<OwnReport[]> {
      const rows = await db
        .select(shown)
        .from(reports)
        .leftJoin(subjects, eq(subjects.id, reports.subjectId))
        .where(and(eq(reports.communityId, communityId), eq(reports.reporterId, reporterId), older(after)))
        .orderBy(...newestFirst)
        .limit(limit)
      return rows.map(inText)
    },

    /** Makes an open report somebody's business; null when it is not open, or about them. */
    async take({ id, communityId, handledBy }: Handling): Promise<Changed | null> {
      const [row] = await db
        .update(reports)
        .set({ state: 'in_progress', handledBy, changedAt: sql`now()` })
        .where(
          and(eq(reports.id, id), eq(reports.communityId, communityId), eq(reports.state, 'open'), notAbout(handledBy)),
        )
        .returning(changed)
      return row ?? null
    },

    /** Closes what is not closed yet, with a note if there is one; null when there is no such report. */
    async close(
      { id, communityId, handledBy }: Handling,
      { state, note }: { state: 'resolved' | 'dismissed'; note?: string },
    ): Promise<Changed | null> {
      return db.transaction(async (tx) => {
        const [row] = await tx
          .update(reports)
          .set({ state, handledBy, changedAt: sql`now()` })
          .where(and(eq(reports.id, id), eq(reports.communityId, communityId), isOpen, notAbout(handledBy)))
          .returning(changed)
        if (row && note !== undefined)
          await tx.insert(reportNotes).values({ id: newId(), reportId: id, authorId: handledBy, words: note })
        return row ?? null
      })
    },

    /** null when there is no such report that the author may see. */
    async addNote({ id, communityId, handledBy }: Handling, words: string): Promise<string | null> {
      const noteId = newId()
      const { rowCount } = await db.execute(sql`insert into ${reportNotes} (id, report_id, author_id, words)
        select ${noteId}::uuid, ${reports.id}, ${handledBy}::uuid, ${words} from ${reports}
        where ${reports.id} = ${id} and ${reports.communityId} = ${communityId} and ${notAbout(handledBy)}`)
      return rowCount === 1 ? noteId : null
    },

    /** Oldest first; null when there is no such report that the viewer may see. */
    async notes(communityId: CommunityId, id: string, viewerId: UserId): Promise<ReportNote[] | null> {
      const [report] = await db
        .select({ id: reports.id })
        .from(reports)
        .where(and(eq(reports.id, id), eq(reports.communityId, communityId), notAbout(viewerId)))
      if (!report) return null
      const rows = await db
        .select({
          id: reportNotes.id,
          author: shownUser(users),
          words: reportNotes.words,
          createdAt: reportNotes.createdAt,
        })
        .from(reportNotes)
        .leftJoin(users, eq(users.id, reportNotes.authorId))
        .where(eq(reportNotes.reportId, id))
        .orderBy(asc(reportNotes.createdAt), asc(reportNotes.id))
        .limit(200)
      return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
    },
  }
}
