import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the browser keeps for itself; a new one when it keeps none. */
    clientSecret: string | null
  }
}

const shape = /^[\w-]{43}$/
/** The longest that browsers keep a cookie; each renewal of a session starts it anew. */
const maxAge = 400 * 86_400

/**
 * A random secret by which a browser is known again, set beside the refresh token. A refresh token that comes without it
 * comes from somewhere else. `__Host-` keeps other hosts of the domain from planting one.
 */
export function createClientCookie(publicUrl: () => string) {
  const secure = () => publicUrl().startsWith('https:')
  const name = () => (secure() ? '__Host-chaos_client' : 'chaos_client')
  return {
    /** For all requests; after the plugin that reads cookies. */
    recognize(app: FastifyInstance): void {
      app.decorateRequest('clientSecret', null)
      app.addHook('onRequest', async (request) => {
        const kept = request.cookies[name()]
        request.clientSecret = kept && shape.test(kept) ? kept : randomBytes(32).toString('base64url')
      })
    },
    set: (reply: FastifyReply): FastifyReply =>
      reply.setCookie(name(), reply.request.clientSecret ?? '', {
        ...{ path: '/', httpOnly: true, sameSite: 'strict', secure: secure(), maxAge },
      }),
  }
}
