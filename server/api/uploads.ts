import { Readable } from 'node:stream'
import { Id, messageLimits, tusExtensions, tusVersion } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Uploads } from '../messages/recordings/uploads.ts'
import { BadRequestError } from '../utils/domain-error.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { metadataOf, numberOf, requireTus, tellState } from './tus-headers.ts'

type Deps = { uploads: Uploads; limits: Pick<RateLimits, 'recordings'> }

const params = Type.Object({ uploadId: Id })
const nothing = Type.Null()
const path = '/api/messages/uploads'
const offsetType = 'application/offset+octet-stream'

/** What came with a request, read or not; requests without content have none. */
const contentOf = ({ body }: FastifyRequest): Readable => (body instanceof Readable ? body : Readable.from([]))

/** Mounted at /api/messages/uploads: the tus protocol 1.0.0, with the refusals of this interface. */
export function uploadRoutes({ uploads, limits }: Deps): FastifyPluginAsyncTypebox {
  const config = { ...rateLimit(limits.recordings), botScope: 'messages.write' } as const
  return async (app) => {
    // Nothing is read before the service asks for it.
    app.addContentTypeParser(offsetType, (_request, content, done) => done(null, content))
    app.addHook('preHandler', requireTus)

    const begin = { response: { 201: nothing } }
    app.post('', { schema: begin, config, bodyLimit: messageLimits.uploadStepBytes }, async (request, reply) => {
      const metadata = metadataOf(request)
      const length = numberOf(request, 'upload-length')
      if (length === null && request.headers['upload-defer-length'] !== '1')
        throw new BadRequestError('Upload-Length, or Upload-Defer-Length: 1')
      await uploads.begin(request.viewer, metadata, length)
      const first = await uploads.state(request.viewer, metadata.objectId)
      const step = { offset: 0, length: null, content: contentOf(request) }
      if (request.body && first.offset === 0) await uploads.append(request.viewer, metadata.objectId, step)
      const state = await uploads.state(request.viewer, metadata.objectId)
      return tellState(reply, state).header('location', `${path}/${metadata.objectId}`).code(201).send(null)
    })

    const ask = { params, response: { 200: nothing } }
    app.head('/:uploadId', { schema: ask, config }, async ({ viewer, params: { uploadId } }, reply) =>
      tellState(reply, await uploads.state(viewer, uploadId)).send(null),
    )

    const append = { params, response: { 204: nothing } }
    app.patch(
      '/:uploadId',
      { schema: append, config, bodyLimit: messageLimits.uploadStepBytes },
      async (request, reply) => {
        const { viewer, params: named } = request
        const offset = numberOf(request, 'upload-offset')
        if (offset === null) throw new BadRequestError('Upload-Offset is missing')
        const step = { offset, length: numberOf(request, 'upload-length'), content: contentOf(request) }
        await uploads.append(viewer, named.uploadId, step)
        return tellState(reply, await uploads.state(viewer, named.uploadId))
          .code(204)
          .send(null)
      },
    )

    app.delete('/:uploadId', { schema: append, config }, async ({ viewer, params: { uploadId } }, reply) => {
      await uploads.cancel(viewer, uploadId)
      return reply.code(204).send(null)
    })
  }
}

/** What this server can do, for anybody (tus: OPTIONS). */
export const uploadOptionRoutes: FastifyPluginAsyncTypebox = async (app) => {
  app.options('', { schema: { hide: true, response: { 204: nothing } } }, async (_request, reply) =>
    reply
      .headers({ 'tus-resumable': tusVersion, 'tus-version': tusVersion, 'tus-extension': tusExtensions })
      .code(204)
      .send(null),
  )
}
