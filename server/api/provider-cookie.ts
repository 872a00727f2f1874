import type { FastifyReply } from 'fastify'
import { createPrivateCookie } from './private-cookie.ts'

/** Ties a visit to a provider to the browser that began it. `Lax`: the way back comes from another site. */
export function createProviderCookie(publicUrl: () => string) {
  const settings = { name: 'chaos_provider', path: '/api/auth/providers', sameSite: 'lax' } as const
  const { read, set, clear } = createPrivateCookie(publicUrl, settings)
  return {
    read,
    set: (reply: FastifyReply, secret: string, expires: Date) =>
      set(reply, secret, { expires }).header('cache-control', 'no-store'),
    clear: (reply: FastifyReply) => clear(reply).header('cache-control', 'no-store'),
  }
}
