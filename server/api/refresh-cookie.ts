import type { FastifyReply, FastifyRequest } from 'fastify'
import { createClientCookie } from './client-cookie.ts'

/** Only the routes that trade it see the cookie. `__Host-` would demand `Path=/`, hence `__Secure-`. */
const path = '/api/auth'

/** The refresh token's cookie: out of reach of scripts and of other sites. Beside it goes the secret of its client. */
export function createRefreshCookie(publicUrl: () => string) {
  const secure = () => publicUrl().startsWith('https:')
  const name = () => (secure() ? '__Secure-chaos_refresh' : 'chaos_refresh')
  const options = () => ({ path, httpOnly: true, sameSite: 'strict' as const, secure: secure() })
  const client = createClientCookie(publicUrl)
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name()],
    set: (reply: FastifyReply, token: string, expires: Date) =>
      client.set(reply.setCookie(name(), token, { ...options(), expires })),
    clear: (reply: FastifyReply) => reply.clearCookie(name(), options()),
  }
}
