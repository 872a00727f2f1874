import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { moderationLimits } from './moderation.ts'
import { PageQuery } from './pages.ts'
import { ReportReason, ReportState } from './report-words.ts'
import { User } from './users.ts'

const Next = Type.Union([Type.String(), Type.Null()])
const Somebody = Type.Union([User, Type.Null()], { description: 'null: nobody, or an account that is gone' })

export const ReportDraft = Closed({
  subjectId: Id,
  reason: ReportReason,
  words: Type.Optional(Type.String({ maxLength: moderationLimits.reportWords })),
  channelId: Type.Optional(Id),
})
export type ReportDraft = Static<typeof ReportDraft>

/** A report as whoever made it sees it. */
export const OwnReport = Type.Object({
  id: Id,
  subject: Somebody,
  reason: ReportReason,
  words: Type.String(),
  state: ReportState,
  createdAt: Instant,
  changedAt: Instant,
})
export type OwnReport = Static<typeof OwnReport>

/** Newest first. */
export const OwnReportPage = Type.Object({ items: Type.Array(OwnReport), next: Next })
export type OwnReportPage = Static<typeof OwnReportPage>

/** A report as moderators see it. */
export const Report = Type.Object({
  ...OwnReport.properties,
  /** null: an automatic rule, or an account that is gone. */
  reporter: Somebody,
  channelId: Type.Union([Id, Type.Null()]),
  handledBy: Somebody,
  noteCount: Type.Integer(),
})
export type Report = Static<typeof Report>

/** Newest first. */
export const ReportPage = Type.Object({ items: Type.Array(Report), next: Next })
export type ReportPage = Static<typeof ReportPage>

export const ReportQuery = Closed({ ...PageQuery.properties, state: Type.Optional(ReportState) })
export type ReportQuery = Static<typeof ReportQuery>

const NoteWords = Type.String({ minLength: 1, maxLength: moderationLimits.noteWords, pattern: '\\S' })

/** Closes a report; the note is for moderators. */
export const ReportClosing = Closed({
  state: Type.Enum(['resolved', 'dismissed']),
  note: Type.Optional(NoteWords),
})
export type ReportClosing = Static<typeof ReportClosing>

export const ReportNoteDraft = Closed({ words: NoteWords })
export type ReportNoteDraft = Static<typeof ReportNoteDraft>

export const ReportNote = Type.Object({ id: Id, author: Somebody, words: Type.String(), createdAt: Instant })
export type ReportNote = Static<typeof ReportNote>
