import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { newSecret } from '../utils/opaque-secret.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the browser keeps for itself; a new one when it keeps none. */
    readonly clientSecret: string
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
      // Made when it is first asked for: most requests never do.
      const secrets = new WeakMap<FastifyRequest, string>()
      app.decorateRequest('clientSecret', {
        getter() {
          const kept = this.cookies[name()]
          if (kept && shape.test(kept)) return kept
          const secret = secrets.get(this) ?? newSecret()
          secrets.set(this, secret)
          return secret
        },
      })
    },
    set: (reply: FastifyReply): FastifyReply =>
      reply.setCookie(name(), reply.request.clientSecret, {
        ...{ path: '/', httpOnly: true, sameSite: 'strict', secure: secure(), maxAge },
      }),
  }
}
