import { Health } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { noRateLimit } from './rate-limits.ts'

type Deps = { isDatabaseReachable(): Promise<boolean>; isStopping(): boolean }

/** Mounted at /api/health. `live`: the process answers. `ready`: it can do its work. */
export function healthRoutes({ isDatabaseReachable, isStopping }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const live = { response: { 200: Health } }
    app.get('/live', { schema: live, config: noRateLimit }, async () => ({ status: 'ok' as const, checks: {} }))

    const ready = { response: { 200: Health, 503: Health } }
    app.get('/ready', { schema: ready, config: noRateLimit }, async (_request, reply) => {
      const database = (await isDatabaseReachable()) ? ('ok' as const) : ('failing' as const)
      const status = isStopping() ? ('stopping' as const) : database
      return reply.code(status === 'ok' ? 200 : 503).send({ status, checks: { database } })
    })
  }
}
