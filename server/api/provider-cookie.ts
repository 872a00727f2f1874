import type { FastifyReply, FastifyRequest } from 'fastify'

/** Only the routes of providers see the cookie. */
const path = '/api/auth/providers'

/** Ties a visit to a provider to the browser that began it. `Lax`: the way back comes from another site. */
export function createProviderCookie(publicUrl: () => string) {
  const secure = () => publicUrl().startsWith('https:')
  const name = () => (secure() ? '__Secure-chaos_provider' : 'chaos_provider')
  const options = () => ({ path, httpOnly: true, sameSite: 'lax' as const, secure: secure() })
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name()],
    set: (reply: FastifyReply, secret: string, expires: Date) =>
      reply.setCookie(name(), secret, { ...options(), expires }).header('cache-control', 'no-store'),
    clear: (reply: FastifyReply) => reply.clearCookie(name(), options()).header('cache-control', 'no-store'),
  }
}
