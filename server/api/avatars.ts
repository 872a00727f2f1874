import { AvatarId, AvatarSize } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Pictures } from '../auth/profile/pictures.ts'

const params = Type.Object({ avatar: AvatarId, size: AvatarSize })
const picture = { content: { 'image/webp': { schema: Type.Unknown() } } }

/** Mounted at /api/users/avatars, for anybody: an address tells nothing, and what it gives never changes. */
export function avatarRoutes(pictures: Pick<Pictures, 'open'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/:avatar/:size', { schema: { params, response: { 200: picture } } }, async (request, reply) => {
      const { sizeBytes, stream } = await pictures.open(request.params.avatar, request.params.size)
      reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'; sandbox")
      reply.header('cache-control', 'public, max-age=31536000, immutable').header('content-length', sizeBytes)
      return reply.type('image/webp').send(stream)
    })
  }
}
