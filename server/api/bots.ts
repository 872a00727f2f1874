import { Bot, BotChange, BotDraft, BotEntry, BotTokenDraft, Id, Member, NewBotToken } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { BotService, Who } from '../bots/bot-service.ts'
import type { CommunityBots } from '../bots/community-bots.ts'
import { clientInfo } from './client-info.ts'

const whoOf = (request: FastifyRequest): Who => ({ viewer: request.viewer, client: clientInfo(request) })

/** Mounted at /api/users/me/bots. */
export function botRoutes(bots: BotService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { response: { 200: Type.Array(Bot) } }
    app.get('', { schema: list }, async ({ viewer }) => bots.list(viewer))

    const create = { body: BotDraft, response: { 201: Bot } }
    app.post('', { schema: create, config: { idempotent: true } }, async (request, reply) =>
      reply.code(201).send(await bots.create(whoOf(request), request.body)),
    )

    const params = Type.Object({ botId: Id })
    const rename = { params, body: BotChange, response: { 200: Bot } }
    app.patch('/:botId', { schema: rename }, (request) =>
      bots.rename(whoOf(request), request.params.botId, request.body),
    )

    const remove = { params, response: { 204: Type.Null() } }
    app.delete('/:botId', { schema: remove }, async (request, reply) => {
      await bots.remove(whoOf(request), request.params.botId)
      return reply.code(204).send(null)
    })

    // Not idempotent: an answer with a secret in it is not kept.
    const makeToken = { params, body: BotTokenDraft, response: { 201: NewBotToken } }
    app.post('/:botId/tokens', { schema: makeToken }, async (request, reply) => {
      const made = await bots.makeToken(whoOf(request), request.params.botId, request.body)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    })

    const byToken = { params: Type.Object({ botId: Id, tokenId: Id }), response: { 204: Type.Null() } }
    app.delete('/:botId/tokens/:tokenId', { schema: byToken }, async (request, reply) => {
      await bots.revokeToken(whoOf(request), request.params.botId, request.params.tokenId)
      return reply.code(204).send(null)
    })
  }
}

/** Mounted at /api/communities/:communityId/bots. */
export function communityBotRoutes(communityBots: CommunityBots): FastifyPluginAsyncTypebox {
  const params = Type.Object({ communityId: Id })
  return async (app) => {
    const list = { params, response: { 200: Type.Array(Member) } }
    app.get('', { schema: list }, async ({ viewer, params: { communityId } }) =>
      communityBots.list(viewer, communityId),
    )

    const add = { params, body: BotEntry, response: { 201: Member } }
    app.post('', { schema: add }, async ({ viewer, params: { communityId }, body }, reply) =>
      reply.code(201).send(await communityBots.add(viewer, communityId, body)),
    )
  }
}
