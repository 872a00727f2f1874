import { type CommunityId, Member, NewWebhook, Webhook, type WebhookDraft } from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'

const Members = Type.Array(Member)
const Webhooks = Type.Array(Webhook)

/** Bots and webhooks of one community. */
export function createCommunityBots(call: AuthorizedCall, communityId: CommunityId) {
  const bots = `/api/communities/${communityId}/bots`
  const webhooks = `/api/communities/${communityId}/webhooks`
  return {
    list: () => call({ method: 'GET', path: bots, reply: Members }),
    /** By user name. */
    add: (bot: string) => call({ method: 'POST', path: bots, body: { bot }, reply: Member }),
    webhooks: () => call({ method: 'GET', path: webhooks, reply: Webhooks }),
    /** What it answers with is told this once. */
    createWebhook: (body: WebhookDraft) => call({ method: 'POST', path: webhooks, body, reply: NewWebhook }),
    removeWebhook: (id: string) => call({ method: 'DELETE', path: `${webhooks}/${id}`, reply: null }),
  }
}
