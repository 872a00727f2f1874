import type { FastifyReply, FastifyRequest } from 'fastify'

const path = '/api/auth'
const maxAge = 400 * 86_400

/** The mark of a device that signed in before. It opens nothing, see `auth/abuse/known-devices.ts`. */
export function createDeviceCookie(publicUrl: () => string) {
  const secure = () => publicUrl().startsWith('https:')
  const name = () => (secure() ? '__Secure-chaos_device' : 'chaos_device')
  const options = () => ({ path, httpOnly: true, sameSite: 'strict' as const, secure: secure() })
  return {
    read: (request: FastifyRequest): string | undefined => request.cookies[name()],
    set: (reply: FastifyReply, mark: string) => reply.setCookie(name(), mark, { ...options(), maxAge }),
  }
}
