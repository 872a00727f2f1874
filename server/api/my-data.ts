import { DataExport, Deletion, DeletionRequest, exportFilePath, Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { DeletionService } from '../auth/my-data/deletion-service.ts'
import type { ExportService } from '../auth/my-data/export-service.ts'
import { clientInfo } from './client-info.ts'
import { createPrivateCookie } from './private-cookie.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = {
  exports: ExportService
  deletion: DeletionService
  publicUrl: () => string
  limits: Pick<RateLimits, 'exports'>
}

const params = Type.Object({ exportId: Id })

/** Sent back to the file's address only, so that the browser can save it as a download and no address is a secret. */
const passCookie = (publicUrl: () => string, exportId: string) =>
  createPrivateCookie(publicUrl, { name: 'chaos_export', path: exportFilePath(exportId) })

/** Mounted at /api/users. */
export function myDataRoutes({ exports, deletion, publicUrl, limits }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { response: { 200: Type.Array(DataExport) } }
    app.get('/me/exports', { schema: list }, async ({ viewer }) => exports.list(viewer))

    const start = { response: { 202: DataExport } }
    app.post('/me/exports', { schema: start, config: rateLimit(limits.exports) }, async (request, reply) =>
      reply.code(202).send(await exports.start(request.viewer, clientInfo(request))),
    )

    const pass = { params, response: { 204: Type.Null() } }
    app.post('/me/exports/:exportId/pass', { schema: pass }, async ({ viewer, params: { exportId } }, reply) => {
      const { secret, until } = await exports.pass(viewer, exportId)
      return passCookie(publicUrl, exportId).set(reply, secret, { expires: until }).code(204).send(null)
    })

    const own = { response: { 200: Deletion } }
    app.get('/me/deletion', { schema: own }, async ({ viewer }) => deletion.own(viewer))
    app.post('/me/deletion', { schema: { ...own, body: DeletionRequest } }, (request) =>
      deletion.request(request.viewer, request.body.userName, clientInfo(request)),
    )
    app.delete('/me/deletion', { schema: own }, (request) => deletion.keep(request.viewer, clientInfo(request)))
  }
}

type FileDeps = { exports: Pick<ExportService, 'open'>; publicUrl: () => string }

/** Mounted at /api/users/exports. The cookie of a pass is the key. */
export function exportFileRoutes({ exports, publicUrl }: FileDeps): FastifyPluginAsyncTypebox {
  const archive = { content: { 'application/zip': { schema: Type.Unknown() } } }
  return async (app) => {
    app.get('/:exportId/file', { schema: { params, response: { 200: archive } } }, async (request, reply) => {
      const { exportId } = request.params
      const secret = passCookie(publicUrl, exportId).read(request) ?? ''
      const { sizeBytes, stream, madeAt } = await exports.open(exportId, secret)
      const name = `chaos-${madeAt.toISOString().slice(0, 10)}.zip`
      reply.header('content-disposition', `attachment; filename="${name}"`).header('content-length', sizeBytes)
      return reply.header('cache-control', 'no-store').type('application/zip').send(stream)
    })
  }
}
