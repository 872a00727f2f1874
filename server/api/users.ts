import { Me, PageQuery, SecurityEventPage } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { SecurityLog } from '../auth/security-log.ts'
import type { UserService } from '../auth/user-service.ts'

type Deps = { users: UserService; securityLog: SecurityLog }

/** Mounted at /api/users. */
export function userRoutes({ users, securityLog }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/me', { schema: { response: { 200: Me } } }, async ({ viewer }) => users.me(viewer))

    const log = { querystring: PageQuery, response: { 200: SecurityEventPage } }
    app.get('/me/security-log', { schema: log }, async ({ viewer, query }) => securityLog.page(viewer, query))
  }
}
