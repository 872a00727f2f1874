import { Id, Roster } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { RosterService } from '../voice/roster-service.ts'

/** Mounted at /api/voice. Talking itself happens on /ws/voice/{channel_id}. */
export function voiceRoutes(rosters: RosterService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { querystring: Type.Object({ communityId: Id }), response: { 200: Type.Array(Roster) } }
    app.get(
      '/rosters',
      { schema: list, config: { botScope: 'presence' } },
      async ({ viewer, query: { communityId } }) => rosters.list(viewer, communityId),
    )
  }
}
