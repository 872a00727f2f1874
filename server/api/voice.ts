import { Id, Roster, VoiceDeafen, VoiceMove, VoiceMute } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { RosterService } from '../voice/roster-service.ts'
import type { VoiceModeration } from '../voice/voice-moderation.ts'

type Services = { rosters: RosterService; moderation: VoiceModeration }

const params = Type.Object({ channelId: Id, userId: Id })
const response = { 204: Type.Null() }
const participant = '/channels/:channelId/participants/:userId'

/** Mounted at /api/voice. Talking itself happens on /ws/voice/{channel_id}. */
export function voiceRoutes({ rosters, moderation }: Services): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { querystring: Type.Object({ communityId: Id }), response: { 200: Type.Array(Roster) } }
    app.get(
      '/rosters',
      { schema: list, config: { botScope: 'presence' } },
      async ({ viewer, query: { communityId } }) => rosters.list(viewer, communityId),
    )

    const mute = { params, body: VoiceMute, response }
    app.post(`${participant}/mute`, { schema: mute }, async ({ viewer, params: target, body }, reply) => {
      await moderation.mute(viewer, target, body.muted)
      return reply.code(204).send(null)
    })

    const deafen = { params, body: VoiceDeafen, response }
    app.post(`${participant}/deafen`, { schema: deafen }, async ({ viewer, params: target, body }, reply) => {
      await moderation.deafen(viewer, target, body.deafened)
      return reply.code(204).send(null)
    })

    app.post(
      `${participant}/disconnect`,
      { schema: { params, response } },
      async ({ viewer, params: target }, reply) => {
        await moderation.disconnect(viewer, target)
        return reply.code(204).send(null)
      },
    )

    const move = { params, body: VoiceMove, response }
    app.post(`${participant}/move`, { schema: move }, async ({ viewer, params: target, body }, reply) => {
      await moderation.move(viewer, target, body.channelId)
      return reply.code(204).send(null)
    })
  }
}
