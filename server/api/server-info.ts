import { ServerInfo } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ServerSettingsService } from '../auth/server-settings.ts'

/** Mounted at /api/auth; needs no sign-in. What is not in the schema does not go out. */
export function serverInfoRoutes(settings: Pick<ServerSettingsService, 'get'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get('/server', { schema: { response: { 200: ServerInfo } } }, async () => settings.get())
  }
}
