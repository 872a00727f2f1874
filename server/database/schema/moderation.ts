import type { ReportReason, ReportState } from '@chaos/protocol'
import { boolean, index, jsonb, pgTable, text, uuid } from '../drizzle.ts'
import { createdAt, id, instant } from './columns.ts'
import { communities } from './communities.ts'
import { users } from './users.ts'

const somebody = (name: string) => uuid(name).references(() => users.id, { onDelete: 'set null' })
const communityId = () =>
  uuid('community_id')
    .notNull()
    .references(() => communities.id, { onDelete: 'cascade' })

/** What people tell the moderators of a community about somebody. */
export const reports = pgTable(
  'reports',
  {
    id: id(),
    communityId: communityId(),
    reporterId: somebody('reporter_id'),
    subjectId: somebody('subject_id'),
    channelId: uuid('channel_id'),
    reason: text('reason').$type<ReportReason>().notNull(),
    words: text('words').notNull().default(''),
    /** What proves it; comes with messages. */
    evidence: jsonb('evidence'),
    state: text('state').$type<ReportState>().notNull().default('open'),
    handledBy: somebody('handled_by'),
    createdAt: createdAt(),
    changedAt: instant('changed_at').notNull().defaultNow(),
  },
  (table) => [
    index('reports_page').on(table.communityId, table.state, table.createdAt, table.id),
    index('reports_reporter_id').on(table.reporterId),
    index('reports_subject_id').on(table.subjectId),
    index('reports_handled_by').on(table.handledBy),
  ],
)

export const reportNotes = pgTable(
  'report_notes',
  {
    id: id(),
    reportId: uuid('report_id')
      .notNull()
      .references(() => reports.id, { onDelete: 'cascade' }),
    authorId: somebody('author_id'),
    words: text('words').notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index('report_notes_report_id').on(table.reportId, table.createdAt),
    index('report_notes_author_id').on(table.authorId),
  ],
)

/** Words that a community does not want, in names or texts. */
export const automaticRules = pgTable(
  'automatic_rules',
  {
    id: id(),
    communityId: communityId(),
    name: text('name').notNull(),
    words: text('words').array().notNull(),
    inNames: boolean('in_names').notNull(),
    inTexts: boolean('in_texts').notNull(),
    /** What happens: the text is refused, or let through and reported. */
    action: text('action', { enum: ['refuse', 'report'] }).notNull(),
    isEnabled: boolean('is_enabled').notNull().default(true),
    createdAt: createdAt(),
  },
  (table) => [index('automatic_rules_community_id').on(table.communityId)],
)
