import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'

/** Every secret of a webhook begins so. */
export const webhookPrefix = 'chaoshook_'

/** Where another service may post notices into a channel. */
export const Webhook = Type.Object({
  id: Id,
  communityId: Id,
  channelId: Id,
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
})
export type Webhook = Static<typeof Webhook>

export const WebhookDraft = Closed({
  channelId: Id,
  name: Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' }),
})
export type WebhookDraft = Static<typeof WebhookDraft>

/** The only time that the secret is told. */
export const NewWebhook = Type.Object({ webhook: Webhook, secret: Type.String() })
export type NewWebhook = Static<typeof NewWebhook>

/** What a bot or another service tells those who see a channel. It is not sealed: the server reads it. */
export const NoticeDraft = Closed({
  text: Type.String({ minLength: 1, maxLength: 2000, pattern: '\\S' }),
  mentionEveryone: Type.Optional(Type.Boolean()),
})
export type NoticeDraft = Static<typeof NoticeDraft>
