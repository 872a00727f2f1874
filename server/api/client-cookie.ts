import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newSecret } from '../utils/opaque-secret.ts'
import { createPrivateCookie, longestLifetime } from './private-cookie.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the browser keeps for itself; a new one when it keeps none. */
    readonly clientSecret: string
  }
}

const shape = /^[\w-]{43}$/

/**
 * A random secret by which a browser is known again, set beside the refresh token; each renewal of a session starts its
 * time anew. A refresh token that comes without it comes from somewhere else.
 */
export function createClientCookie(publicUrl: () => string) {
  const cookie = createPrivateCookie(publicUrl, { name: 'chaos_client', path: '/' })
  return {
    /** For all requests; after the plugin that reads cookies. */
    recognize(app: FastifyInstance): void {
      // Made when it is first asked for: most requests never do.
      const secrets = new WeakMap<FastifyRequest, string>()
      app.decorateRequest('clientSecret', {
        getter() {
          const kept = cookie.read(this)
          if (kept && shape.test(kept)) return kept
          const secret = secrets.get(this) ?? newSecret()
          secrets.set(this, secret)
          return secret
        },
      })
    },
    set: (reply: FastifyReply): FastifyReply => cookie.set(reply, reply.request.clientSecret, longestLifetime),
  }
}
