import { Id, SessionView } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { SessionList } from '../auth/session-list.ts'
import { clientInfo } from './client-info.ts'

/** Mounted at /api/auth/sessions, behind `requireViewer`. */
export function sessionRoutes(sessions: SessionList): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('', { schema: { response: { 200: Type.Array(SessionView) } } }, async ({ viewer }) => sessions.list(viewer))

    const end = { params: Type.Object({ sessionId: Id }), response: { 204: Type.Null() } }
    app.delete('/:sessionId', { schema: end }, async (request, reply) => {
      await sessions.end(request.viewer, request.params.sessionId, clientInfo(request))
      return reply.code(204).send(null)
    })

    const endOthers = {
      description: 'Ends every session but the one that asks.',
      response: { 204: Type.Null() },
    }
    app.delete('', { schema: endOthers }, async (request, reply) => {
      await sessions.endOthers(request.viewer, clientInfo(request))
      return reply.code(204).send(null)
    })
  }
}
