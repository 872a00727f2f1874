import type { ChannelId, CommunityId, UserId, Webhook } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { channels, communities, webhooks } from '../schema.ts'
import { type NoticePlace, noticePlace } from './audience-store.ts'
import { isStale } from './is-stale.ts'

export type WebhookStore = ReturnType<typeof createWebhookStore>

/** A webhook with what it is known by and where it posts. */
export type KnownWebhook = {
  webhook: Webhook
  hash: Buffer
  /** Who answers for it; null: they are gone. */
  createdBy: UserId | null
  /** Its use is to be written down. */
  isStale: boolean
  place: NoticePlace
}
export type WebhookCreation = { kind: 'created'; webhook: Webhook } | { kind: 'no_channel' } | { kind: 'too_many' }

type NewWebhook = { communityId: CommunityId; channelId: ChannelId; name: string; hash: Buffer; createdBy: UserId }

const shown = {
  id: webhooks.id,
  communityId: webhooks.communityId,
  channelId: webhooks.channelId,
  name: webhooks.name,
  createdAt: webhooks.createdAt,
  lastUsedAt: webhooks.lastUsedAt,
}
type Row = Omit<Webhook, 'createdAt' | 'lastUsedAt'> & { createdAt: Date; lastUsedAt: Date | null }
const toWebhook = ({ createdAt, lastUsedAt, ...rest }: Row): Webhook => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
})

export function createWebhookStore(db: Database) {
  return {
    /** The community's row is held meanwhile, so that the limit holds. */
    async insert(draft: NewWebhook, limit: number): Promise<WebhookCreation> {
      const { communityId, channelId } = draft
      return db.transaction(async (tx) => {
        await tx.execute(sql`select 1 from communities where id = ${communityId} for no key update`)
        const isThere = and(eq(channels.id, channelId), eq(channels.communityId, communityId))
        if ((await tx.$count(channels, isThere)) === 0) return { kind: 'no_channel' }
        if ((await tx.$count(webhooks, eq(webhooks.communityId, communityId))) >= limit) return { kind: 'too_many' }
        const [row] = await tx
          .insert(webhooks)
          .values({ id: newId(), ...draft })
          .returning(shown)
        return row ? { kind: 'created', webhook: toWebhook(row) } : { kind: 'no_channel' }
      })
    },

    /** The oldest first. */
    async list(communityId: CommunityId): Promise<Webhook[]> {
      const rows = await db
        .select(shown)
        .from(webhooks)
        .where(eq(webhooks.communityId, communityId))
        .orderBy(asc(webhooks.createdAt), asc(webhooks.id))
      return rows.map(toWebhook)
    },

    async find(id: string): Promise<KnownWebhook | null> {
      const [row] = await db
        .select({
          webhook: shown,
          hash: webhooks.hash,
          createdBy: webhooks.createdBy,
          isStale: isStale(webhooks.lastUsedAt),
          place: noticePlace,
        })
        .from(webhooks)
        .innerJoin(channels, eq(channels.id, webhooks.channelId))
        .innerJoin(communities, eq(communities.id, webhooks.communityId))
        .where(eq(webhooks.id, id))
      return row ? { ...row, webhook: toWebhook(row.webhook) } : null
    },

    async markUsed(id: string): Promise<void> {
      await db.update(webhooks).set({ lastUsedAt: sql`now()` }).where(eq(webhooks.id, id))
    },

    /** null: there is none, or it is another community's. */
    async remove(communityId: CommunityId, id: string): Promise<Webhook | null> {
      const isIt = and(eq(webhooks.id, id), eq(webhooks.communityId, communityId))
      const [row] = await db.delete(webhooks).where(isIt).returning(shown)
      return row ? toWebhook(row) : null
    },
  }
}
