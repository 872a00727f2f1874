import { Channel, ChannelChange, ChannelDraft, Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ChannelService } from '../community/channel-service.ts'

/** Mounted at /api/communities/:communityId/channels. */
export function communityChannelRoutes(channels: ChannelService): FastifyPluginAsyncTypebox {
  const params = Type.Object({ communityId: Id })
  return async (app) => {
    const list = { params, response: { 200: Type.Array(Channel) } }
    app.get(
      '',
      { schema: list, config: { botScope: 'communities.read' } },
      async ({ viewer, params: { communityId } }) => channels.list(viewer, communityId),
    )

    const create = { params, body: ChannelDraft, response: { 201: Channel } }
    app.post(
      '',
      { schema: create, config: { idempotent: true } },
      async ({ viewer, params: { communityId }, body }, reply) => {
        return reply.code(201).send(await channels.create(viewer, communityId, body))
      },
    )
  }
}

/** Mounted at /api/channels. */
export function channelRoutes(channels: ChannelService): FastifyPluginAsyncTypebox {
  const params = Type.Object({ channelId: Id })
  return async (app) => {
    const change = { params, body: ChannelChange, response: { 200: Channel } }
    app.patch('/:channelId', { schema: change }, async ({ viewer, params: { channelId }, body }) =>
      channels.change(viewer, channelId, body),
    )

    const remove = { params, response: { 204: Type.Null() } }
    app.delete('/:channelId', { schema: remove }, async ({ viewer, params: { channelId } }, reply) => {
      await channels.remove(viewer, channelId)
      return reply.code(204).send(null)
    })
  }
}
