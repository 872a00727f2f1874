import { Me } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { UserService } from '../auth/user-service.ts'

/** Mounted at /api/users. */
export function userRoutes(users: UserService): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/me', { schema: { response: { 200: Me } } }, async ({ viewer }) => users.me(viewer))
  }
}
