import {
  Id,
  OwnReportPage,
  PageQuery,
  ReportClosing,
  ReportDraft,
  ReportNote,
  ReportNoteDraft,
  ReportPage,
  ReportQuery,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ReportService } from '../community/moderation/report-service.ts'

const inCommunity = Type.Object({ communityId: Id })
const params = Type.Object({ communityId: Id, reportId: Id })
const done = { 204: Type.Null() }

/** Mounted at /api/communities/:communityId/reports. */
export function reportRoutes(reports: ReportService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const make = { params: inCommunity, body: ReportDraft, response: done }
    app.post('', { schema: make }, async ({ viewer, params: { communityId }, body }, reply) => {
      await reports.make(viewer, communityId, body)
      return reply.code(204).send(null)
    })

    const queue = { params: inCommunity, querystring: ReportQuery, response: { 200: ReportPage } }
    app.get('', { schema: queue }, async ({ viewer, params: { communityId }, query }) =>
      reports.page(viewer, communityId, query),
    )

    const own = { params: inCommunity, querystring: PageQuery, response: { 200: OwnReportPage } }
    app.get('/mine', { schema: own }, async ({ viewer, params: { communityId }, query }) =>
      reports.own(viewer, communityId, query),
    )

    const take = { params, response: done }
    app.post('/:reportId/take', { schema: take }, async ({ viewer, params: place }, reply) => {
      await reports.take(viewer, place)
      return reply.code(204).send(null)
    })

    const close = { params, body: ReportClosing, response: done }
    app.post('/:reportId/close', { schema: close }, async ({ viewer, params: place, body }, reply) => {
      await reports.close(viewer, place, body)
      return reply.code(204).send(null)
    })

    const notes = { params, response: { 200: Type.Array(ReportNote) } }
    app.get('/:reportId/notes', { schema: notes }, async ({ viewer, params: place }) => reports.notes(viewer, place))

    const addNote = { params, body: ReportNoteDraft, response: done }
    app.post('/:reportId/notes', { schema: addNote }, async ({ viewer, params: place, body }, reply) => {
      await reports.addNote(viewer, place, body.words)
      return reply.code(204).send(null)
    })
  }
}
