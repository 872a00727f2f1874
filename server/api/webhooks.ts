import { Id, NewWebhook, NoticeDraft, Webhook, WebhookDraft } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { NoticeService } from '../bots/notice-service.ts'
import type { WebhookService } from '../bots/webhook-service.ts'
import { bearerOf } from './authenticate.ts'

/** Mounted at /api/communities/:communityId/webhooks. */
export function webhookRoutes(webhooks: WebhookService): FastifyPluginAsyncTypebox {
  const params = Type.Object({ communityId: Id })
  return async (app) => {
    const list = { params, response: { 200: Type.Array(Webhook) } }
    app.get('', { schema: list }, async ({ viewer, params: { communityId } }) => webhooks.list(viewer, communityId))

    // Not idempotent: an answer with a secret in it is not kept.
    const create = { params, body: WebhookDraft, response: { 201: NewWebhook } }
    app.post('', { schema: create }, async ({ viewer, params: { communityId }, body }, reply) => {
      const made = await webhooks.create(viewer, communityId, body)
      return reply.code(201).header('cache-control', 'no-store').send(made)
    })

    const byId = { params: Type.Object({ communityId: Id, webhookId: Id }), response: { 204: Type.Null() } }
    app.delete('/:webhookId', { schema: byId }, async ({ viewer, params: { communityId, webhookId } }, reply) => {
      await webhooks.remove(viewer, communityId, webhookId)
      return reply.code(204).send(null)
    })
  }
}

const posted = { 204: Type.Null() }

/** Who brings no secret is told nothing about the form of a notice. */
const requireSecret = async (request: FastifyRequest) => void bearerOf(request)

/** Mounted at /api/communities/webhooks. The webhook's own secret comes as the access token does. */
export function postedNoticeRoutes(notices: NoticeService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const schema = {
      params: Type.Object({ webhookId: Id }),
      body: NoticeDraft,
      response: posted,
      security: [{ webhookSecret: [] }],
    }
    app.post('/:webhookId', { schema, onRequest: requireSecret }, async (request, reply) => {
      await notices.postByWebhook(request.params.webhookId, bearerOf(request), request.body)
      return reply.code(204).send(null)
    })
  }
}

/** Mounted at /api/channels. */
export function botNoticeRoutes(notices: NoticeService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const schema = { params: Type.Object({ channelId: Id }), body: NoticeDraft, response: posted }
    const options = { schema, config: { botScope: 'notices.write' as const } }
    app.post('/:channelId/notices', options, async ({ viewer, params: { channelId }, body }, reply) => {
      await notices.postByBot(viewer, channelId, body)
      return reply.code(204).send(null)
    })
  }
}
