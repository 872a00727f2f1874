import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { JWK } from 'jose'

/** Mounted at /.well-known: the public keys of access tokens. A new one is here an hour before it signs. */
export function keySetRoutes(jwks: () => { keys: JWK[] }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/jwks.json', { schema: { hide: true } }, async (_request, reply) =>
      reply.header('cache-control', 'public, max-age=600').send(jwks()),
    )
  }
}
