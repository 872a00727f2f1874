import {
  Conversation,
  ConversationAddition,
  ConversationChange,
  ConversationDraft,
  ConversationPage,
  Id,
  PageQuery,
  ReachableQuery,
  User,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { CallService } from '../conversations/call-service.ts'
import type { ConversationService } from '../conversations/conversation-service.ts'

const params = Type.Object({ channelId: Id })
const nothing = { 204: Type.Null() }

/** Mounted at /api/channels/conversations. */
export function conversationRoutes(conversations: ConversationService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { querystring: PageQuery, response: { 200: ConversationPage } }
    app.get('', { schema: list }, async ({ viewer, query }) => conversations.list(viewer, query))

    const open = { body: ConversationDraft, response: { 200: Conversation } }
    app.post('', { schema: open, config: { idempotent: true } }, async ({ viewer, body }) =>
      conversations.open(viewer, body),
    )

    const reachable = { querystring: ReachableQuery, response: { 200: Type.Array(User) } }
    app.get('/people', { schema: reachable }, async ({ viewer, query: { search } }) =>
      conversations.reachable(viewer, search),
    )

    const one = { params, response: { 200: Conversation } }
    app.get('/:channelId', { schema: one }, async ({ viewer, params: { channelId } }) =>
      conversations.view(viewer, channelId),
    )
    app.patch(
      '/:channelId',
      { schema: { ...one, body: ConversationChange } },
      async ({ viewer, params: { channelId }, body: { name } }) => conversations.rename(viewer, channelId, name),
    )
    app.post(
      '/:channelId/members',
      { schema: { ...one, body: ConversationAddition } },
      async ({ viewer, params: { channelId }, body: { userIds } }) => conversations.add(viewer, channelId, userIds),
    )

    const member = { params: Type.Object({ channelId: Id, userId: Id }), response: nothing }
    app.delete('/:channelId/members/:userId', { schema: member }, async ({ viewer, params: named }, reply) => {
      await conversations.remove(viewer, named.channelId, named.userId)
      return reply.code(204).send(null)
    })

    app.post('/:channelId/hide', { schema: { params, response: nothing } }, async (request, reply) => {
      await conversations.hide(request.viewer, request.params.channelId)
      return reply.code(204).send(null)
    })
  }
}

/** Mounted at /api/voice/conversations. Answering is joining: /ws/voice/{channel_id}. */
export function callRoutes(calls: CallService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const schema = { params, response: nothing }
    app.post('/:channelId/ring', { schema }, async ({ viewer, params: { channelId } }, reply) => {
      await calls.ring(viewer, channelId)
      return reply.code(204).send(null)
    })
    app.delete('/:channelId/ring', { schema }, async ({ viewer, params: { channelId } }, reply) => {
      await calls.cancel(viewer, channelId)
      return reply.code(204).send(null)
    })
    app.post('/:channelId/decline', { schema }, async ({ viewer, params: { channelId } }, reply) => {
      await calls.decline(viewer, channelId)
      return reply.code(204).send(null)
    })
  }
}
