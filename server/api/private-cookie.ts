import type { FastifyReply, FastifyRequest } from 'fastify'

/** `path`: only what lies below it sees the cookie. `lax` where the way to us may begin at another site. */
type Settings = { name: string; path: string; sameSite?: 'strict' | 'lax' }
type Lifetime = { expires: Date } | { maxAge: number }

/** The longest that browsers keep a cookie, s. */
export const longestLifetime = { maxAge: 400 * 86_400 }

/**
 * A cookie out of reach of scripts. With TLS its name says so, and browsers take it from nobody else: `__Host-` where
 * every path sees it, which keeps other hosts of the domain from planting one; `__Secure-` where only some do.
 */
export function createPrivateCookie(publicUrl: () => string, { name, path, sameSite = 'strict' }: Settings) {
  const secure = () => publicUrl().startsWith('https:')
  const prefix = path === '/' ? '__Host-' : '__Secure-'
  const fullName = () => (secure() ? `${prefix}${name}` : name)
  const options = () => ({ path, httpOnly: true, sameSite, secure: secure() })
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[fullName()],
    set: (reply: FastifyReply, value: string, lifetime: Lifetime): FastifyReply =>
      reply.setCookie(fullName(), value, { ...options(), ...lifetime }),
    clear: (reply: FastifyReply): FastifyReply => reply.clearCookie(fullName(), options()),
  }
}
