import {
  Id,
  Message,
  MessageChange,
  MessageDraft,
  MessagePage,
  MessageQuery,
  keyLimits,
  PageQuery,
  PinList,
  PinQuery,
  Reaction,
  ReactionDraft,
  ReactionPage,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { MessageService } from '../messages/message-service.ts'
import type { ReactionService } from '../messages/reaction-service.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = { messages: MessageService; reactions: ReactionService; limits: Pick<RateLimits, 'messages'> }

const params = Type.Object({ messageId: Id })
const ofReaction = Type.Object({ messageId: Id, reactionId: Id })
const nothing = { 204: Type.Null() }
/** Of JSON: an envelope in base64, or a text with its transcript, and what stands beside it. */
const bodyLimit = Math.ceil((keyLimits.envelopeBytes * 4) / 3) + 64 * 1024
export const readsMessages = { botScope: 'messages.read' } as const

/** Mounted at /api/messages. */
export function messageRoutes({ messages, reactions, limits }: Deps): FastifyPluginAsyncTypebox {
  const writes = { ...rateLimit(limits.messages), botScope: 'messages.write' } as const
  return async (app) => {
    const list = { querystring: MessageQuery, response: { 200: MessagePage } }
    app.get('', { schema: list, config: readsMessages }, async ({ viewer, query }) => messages.page(viewer, query))
    const post = { body: MessageDraft, response: { 201: Message } }
    app.post(
      '',
      { schema: post, bodyLimit, config: { ...writes, idempotent: true } },
      async ({ viewer, body }, reply) => reply.code(201).send(await messages.post(viewer, body)),
    )
    const pins = { querystring: PinQuery, response: { 200: PinList } }
    app.get('/pins', { schema: pins, config: readsMessages }, async ({ viewer, query }) =>
      messages.pins(viewer, query.channelId),
    )

    const one = { params, response: { 200: Message } }
    app.get('/:messageId', { schema: one, config: readsMessages }, async ({ viewer, params: { messageId } }) =>
      messages.view(viewer, messageId),
    )
    const edit = { ...one, body: MessageChange }
    app.patch('/:messageId', { schema: edit, bodyLimit, config: writes }, async ({ viewer, params: named, body }) =>
      messages.edit(viewer, named.messageId, body),
    )
    const remove = { params, response: nothing }
    app.delete('/:messageId', { schema: remove, config: writes }, async ({ viewer, params: named }, reply) => {
      await messages.remove(viewer, named.messageId)
      return reply.code(204).send(null)
    })
    app.put('/:messageId/pin', { schema: one, config: writes }, async ({ viewer, params: { messageId } }) =>
      messages.pin(viewer, messageId),
    )
    app.delete('/:messageId/pin', { schema: one, config: writes }, async ({ viewer, params: { messageId } }) =>
      messages.unpin(viewer, messageId),
    )

    const page = { params, querystring: PageQuery, response: { 200: ReactionPage } }
    app.get(
      '/:messageId/reactions',
      { schema: page, config: readsMessages },
      async ({ viewer, params: named, query }) => reactions.page(viewer, named.messageId, query),
    )
    const react = { params, body: ReactionDraft, response: { 201: Reaction } }
    app.post(
      '/:messageId/reactions',
      { schema: react, bodyLimit, config: { ...writes, idempotent: true } },
      async ({ viewer, params: { messageId }, body }, reply) =>
        reply.code(201).send(await reactions.add(viewer, messageId, body)),
    )
    const takeBack = { params: ofReaction, response: nothing }
    app.delete(
      '/:messageId/reactions/:reactionId',
      { schema: takeBack, config: writes },
      async ({ viewer, params: { messageId, reactionId } }, reply) => {
        await reactions.remove(viewer, messageId, reactionId)
        return reply.code(204).send(null)
      },
    )
  }
}
