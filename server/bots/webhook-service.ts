import {
  botLimits,
  type CommunityId,
  type NewWebhook,
  type Webhook,
  type WebhookDraft,
  webhookPrefix,
} from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Permissions } from '../community/permissions.ts'
import type { WebhookStore } from '../database/stores/webhook-store.ts'
import { LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import { hashSecret, newSecret } from '../utils/opaque-secret.ts'

type Deps = {
  webhooks: Pick<WebhookStore, 'insert' | 'list' | 'remove'>
  permissions: Permissions
  audit: AuditLog
}
export type WebhookService = ReturnType<typeof createWebhookService>

/** Where other services may post, as those see to it who run a community. */
export function createWebhookService({ webhooks, permissions, audit }: Deps) {
  return {
    /** Throws the refusal of `permissions`. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<Webhook[]> {
      await permissions.require(viewer, 'manage_bots', { communityId })
      return webhooks.list(communityId)
    },

    /** For a channel that the viewer sees. Throws {@link LimitReachedError} or the refusal of `permissions`. */
    async create(viewer: Viewer, communityId: CommunityId, { channelId, name }: WebhookDraft): Promise<NewWebhook> {
      await permissions.require(viewer, 'manage_bots', { communityId })
      await permissions.require(viewer, 'view_channels', { communityId, channelId })
      const secret = webhookPrefix + newSecret()
      const draft = { communityId, channelId, name: name.trim(), hash: hashSecret(secret), createdBy: viewer.userId }
      const creation = await webhooks.insert(draft, botLimits.webhooksPerCommunity)
      if (creation.kind === 'no_channel') throw new NotFoundError('there is no such channel')
      if (creation.kind === 'too_many')
        throw new LimitReachedError(`at most ${botLimits.webhooksPerCommunity} webhooks`)
      const { webhook } = creation
      const details = { webhookId: webhook.id, channelId }
      await audit.record({ action: 'webhook.created', actorId: viewer.userId, communityId, details })
      return { webhook, secret }
    },

    /** Throws {@link NotFoundError} or the refusal of `permissions`. */
    async remove(viewer: Viewer, communityId: CommunityId, webhookId: string): Promise<void> {
      await permissions.require(viewer, 'manage_bots', { communityId })
      const removed = await webhooks.remove(communityId, webhookId)
      if (!removed) throw new NotFoundError('there is no such webhook')
      const details = { webhookId, channelId: removed.channelId }
      await audit.record({ action: 'webhook.deleted', actorId: viewer.userId, communityId, details })
    },
  }
}
