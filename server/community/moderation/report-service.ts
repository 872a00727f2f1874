import {
  type CommunityId,
  moderationLimits,
  type OwnReportPage,
  type PageQuery,
  type ReportClosing,
  type ReportDraft,
  type ReportNote,
  type ReportPage,
  type ReportQuery,
} from '@chaos/protocol'
import type { AuditLog } from '../../auth/audit-log.ts'
import type { Viewer } from '../../auth/viewer.ts'
import type { CommunityStore } from '../../database/stores/community-store.ts'
import type { ModerationStore } from '../../database/stores/moderation-store.ts'
import type { Changed, NewReport, ReportStore } from '../../database/stores/report-store.ts'
import { BadRequestError, NotFoundError, RateLimitedError } from '../../utils/domain-error.ts'
import type { Permissions } from '../permissions.ts'
import { readTimeCursor, writeTimeCursor } from '../time-cursor.ts'
import { notIn, type Target } from './target.ts'
import type { Notify } from './notify.ts'

type Deps = {
  reports: ReportStore
  moderation: Pick<ModerationStore, 'handlers'>
  communities: Pick<CommunityStore, 'find'>
  permissions: Permissions
  audit: AuditLog
  notify: Notify
}
export type ReportService = ReturnType<typeof createReportService>

const bounds = { mergeSeconds: 3600, perDay: 20, wordsLength: 4 * moderationLimits.reportWords }
const missing = () => new NotFoundError('there is no such report that you can change')

/** One report of a community. */
export type ReportPlace = { communityId: CommunityId; reportId: string }

function pageOf<T extends { createdAt: string; id: string }>(found: T[], limit: number) {
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return { items, next: found.length > limit && last ? writeTimeCursor(last.createdAt, last.id) : null }
}
function afterOf(cursor: string | undefined) {
  const read = cursor === undefined ? null : readTimeCursor(cursor)
  return read && { createdAt: read.at, id: read.id }
}

/** What members tell moderators about others, and what becomes of it. */
export function createReportService({ reports, moderation, communities, permissions, audit, notify }: Deps) {
  const inCommunity = async (communityId: CommunityId) => ({
    communityId,
    name: (await communities.find(communityId))?.name ?? '',
  })

  /** Moderators hear of what is new; not whoever it is about, nor who made it. */
  async function add(draft: NewReport): Promise<void> {
    const { communityId, reporterId, subjectId } = draft
    const outcome = await reports.add(draft, bounds)
    if (outcome.kind === 'too_many') throw new RateLimitedError(`at most ${bounds.perDay} reports a day`, 3600)
    if (outcome.kind === 'merged') return
    const handlers = await moderation.handlers(communityId)
    const told = handlers.filter((id) => id !== subjectId && id !== reporterId)
    if (told.length > 0) await notify(told, { kind: 'report.made', ...(await inCommunity(communityId)) })
  }

  /** Writes down what a moderator did, and tells who had asked for it. */
  async function changed(viewer: Viewer, { communityId, reportId }: ReportPlace, report: Changed | null) {
    if (!report) throw missing()
    const { reporterId, state } = report
    await audit.record({
      action: state === 'in_progress' ? 'report.taken' : 'report.closed',
      actorId: viewer.userId,
      // Without whom it is about: they would find it in their own log.
      ...{ communityId, details: { report: reportId, state } },
    })
    if (reporterId !== null && state !== 'open')
      await notify([reporterId], { kind: 'report.changed', ...(await inCommunity(communityId)), state })
  }
  const require = (viewer: Viewer, communityId: CommunityId) =>
    permissions.requireStanding(viewer, 'handle_reports', communityId)

  return {
    /** Throws the refusal of `permissions`, {@link NotFoundError}, {@link BadRequestError} or {@link RateLimitedError}. */
    async make(viewer: Viewer, communityId: CommunityId, draft: ReportDraft): Promise<void> {
      const { subjectId, reason, words = '', channelId } = draft
      const { userId } = viewer
      if (channelId === undefined) await permissions.require(viewer, 'view_community', { communityId })
      else await permissions.require(viewer, 'view_channels', { communityId, channelId })
      if (subjectId === userId) throw new BadRequestError('nobody reports themselves')
      if (!(await permissions.standing(subjectId, communityId))) throw notIn()
      await add({
        communityId,
        reporterId: userId,
        subjectId,
        channelId: channelId ?? null,
        reason,
        words: words.trim(),
      })
    },

    addAutomatic: ({ communityId, userId }: Target, words: string): Promise<void> =>
      add({ communityId, reporterId: null, subjectId: userId, channelId: null, reason: 'other', words }),

    /** The queue in one state, newest first, without what is about the viewer. Throws the refusal of `permissions`. */
    async page(viewer: Viewer, communityId: CommunityId, query: ReportQuery): Promise<ReportPage> {
      const { cursor, limit = 50, state = 'open' } = query
      await require(viewer, communityId)
      const which = { communityId, viewerId: viewer.userId, state }
      return pageOf(await reports.page(which, { limit: limit + 1, after: afterOf(cursor) }), limit)
    },

    /** What became of the viewer's own reports, newest first. Throws the refusal of `permissions`. */
    async own(viewer: Viewer, communityId: CommunityId, { cursor, limit = 50 }: PageQuery): Promise<OwnReportPage> {
      await permissions.require(viewer, 'view_community', { communityId })
      const page = { limit: limit + 1, after: afterOf(cursor) }
      return pageOf(await reports.own(communityId, viewer.userId, page), limit)
    },

    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async take(viewer: Viewer, place: ReportPlace): Promise<void> {
      const { communityId, reportId: id } = place
      await require(viewer, communityId)
      await changed(viewer, place, await reports.take({ id, communityId, handledBy: viewer.userId }))
    },

    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async close(viewer: Viewer, place: ReportPlace, { state, note }: ReportClosing): Promise<void> {
      const { communityId, reportId: id } = place
      await require(viewer, communityId)
      const closing = { state, ...(note === undefined ? {} : { note: note.trim() }) }
      await changed(viewer, place, await reports.close({ id, communityId, handledBy: viewer.userId }, closing))
    },

    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async notes(viewer: Viewer, { communityId, reportId }: ReportPlace): Promise<ReportNote[]> {
      await require(viewer, communityId)
      const notes = await reports.notes(communityId, reportId, viewer.userId)
      if (!notes) throw missing()
      return notes
    },

    /** Throws the refusal of `permissions`, or {@link NotFoundError}. */
    async addNote(viewer: Viewer, { communityId, reportId: id }: ReportPlace, words: string): Promise<void> {
      await require(viewer, communityId)
      const noteId = await reports.addNote({ id, communityId, handledBy: viewer.userId }, words.trim())
      if (noteId === null) throw missing()
    },
  }
}
