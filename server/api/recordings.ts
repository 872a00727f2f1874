import { Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { MessageService } from '../messages/message-service.ts'
import type { OpenRecording, Recordings } from '../messages/recordings/recordings.ts'
import { type RequestedRange, readRange } from './byte-range.ts'
import { readsMessages } from './messages.ts'

type Deps = { messages: Pick<MessageService, 'reach'>; recordings: Recordings }

const params = Type.Object({ messageId: Id })
const bytes = { description: 'The recording, sealed in e2ee channels', content: { '*/*': { schema: Type.Unknown() } } }
const nothing = Type.Null()

/** A part only of what the client has the other parts of (RFC 9110 §13.1.5). */
function rangeOf({ headers }: FastifyRequest, tag: string, sizeBytes: number): RequestedRange {
  const condition = headers['if-range']
  return condition === undefined || condition === tag ? readRange(headers.range, sizeBytes) : 'whole'
}

function describePart(reply: FastifyReply, range: RequestedRange, sizeBytes: number): FastifyReply {
  if (range === 'beyond') return reply.code(416).header('content-range', `bytes */${sizeBytes}`)
  if (range === 'whole') return reply.header('content-length', sizeBytes)
  const { first, last } = range
  reply.header('content-range', `bytes ${first}-${last}/${sizeBytes}`).header('content-length', last - first + 1)
  return reply.code(206)
}

const describe = (reply: FastifyReply, { format }: OpenRecording, tag: string): FastifyReply =>
  reply
    .headers({ etag: tag, 'accept-ranges': 'bytes', 'cache-control': 'private, max-age=31536000, immutable' })
    .header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
    .type(format)

/** Mounted at /api/messages. What a recording's address gives never changes, until it gives nothing. */
export function recordingRoutes({ messages, recordings }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const response = { 200: bytes, 206: bytes, 302: nothing, 304: nothing, 416: nothing }
    const schema = { params, response }
    app.get('/:messageId/audio', { schema, config: readsMessages }, async (request, reply) => {
      const { facts } = await messages.reach(request.viewer, 'view_channels', request.params.messageId)
      const recording = await recordings.describe(facts)
      const { objectId, sizeBytes } = recording
      const tag = `"${objectId}"`
      if (request.headers['if-none-match'] === tag) return describe(reply, recording, tag).code(304).send(null)
      const link = await recordings.linkTo(objectId)
      if (link !== null) return reply.header('cache-control', 'private, max-age=60').redirect(link, 302)
      const range = rangeOf(request, tag, sizeBytes)
      describePart(describe(reply, recording, tag), range, sizeBytes)
      if (range === 'beyond') return reply.send(null)
      return reply.send(await recordings.open(objectId, range === 'whole' ? undefined : range))
    })
  }
}
