import type { FastifyReply } from 'fastify'
import { createPrivateCookie, longestLifetime } from './private-cookie.ts'

/** The mark of a device that signed in before. It opens nothing, see `auth/abuse/known-devices.ts`. */
export function createDeviceCookie(publicUrl: () => string) {
  const { read, set } = createPrivateCookie(publicUrl, { name: 'chaos_device', path: '/api/auth' })
  return { read, set: (reply: FastifyReply, mark: string) => set(reply, mark, longestLifetime) }
}
