import { Id, OverrideChange, OverrideTarget, PermissionOverride } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { OverrideService } from '../community/override-service.ts'

/** Mounted at /api/channels/:channelId/overrides. */
export function overrideRoutes(overrides: OverrideService): FastifyPluginAsyncTypebox {
  const params = Type.Object({ channelId: Id })
  const one = Type.Object({ channelId: Id, target: OverrideTarget, targetId: Id })
  return async (app) => {
    const list = { params, response: { 200: Type.Array(PermissionOverride) } }
    app.get('', { schema: list }, async ({ viewer, params: { channelId } }) => overrides.list(viewer, channelId))

    const put = { params: one, body: OverrideChange, response: { 204: Type.Null() } }
    app.put('/:target/:targetId', { schema: put }, async ({ viewer, params: key, body }, reply) => {
      await overrides.put(viewer, key, body)
      return reply.code(204).send(null)
    })

    const remove = { params: one, response: { 204: Type.Null() } }
    app.delete('/:target/:targetId', { schema: remove }, async ({ viewer, params: key }, reply) => {
      await overrides.remove(viewer, key)
      return reply.code(204).send(null)
    })
  }
}
