import { timingSafeEqual } from 'node:crypto'
import type { ChannelId, CommunityId, NoticeDraft } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelAudience } from '../community/channel-audience.ts'
import type { Permissions } from '../community/permissions.ts'
import type { AudienceStore, NoticePlace } from '../database/stores/audience-store.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { KnownWebhook, WebhookStore } from '../database/stores/webhook-store.ts'
import type { Notify } from '../notifications/notify.ts'
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../utils/domain-error.ts'
import { hashSecret } from '../utils/opaque-secret.ts'
import type { RateLimiter } from '../utils/rate-limiter.ts'
import type { SlowMode } from '../community/slow-mode.ts'

/** Throws a refusal of a text that the community does not want. */
export type CheckText = (communityId: CommunityId, text: string) => Promise<void>

type Deps = {
  webhooks: Pick<WebhookStore, 'find' | 'markUsed'>
  places: Pick<AudienceStore, 'place'>
  members: Pick<MemberStore, 'find'>
  permissions: Permissions
  audience: ChannelAudience
  limiter: RateLimiter
  slowMode: SlowMode
  notify: Notify
  checkText: CheckText
}
export type NoticeService = ReturnType<typeof createNoticeService>

type Sender = { id: string; name: string; mayMentionEveryone(): Promise<boolean> }
type Place = NoticePlace & { channelId: ChannelId }

const noChannel = () => new NotFoundError('there is no such channel')
const mayNotMention = () => new ForbiddenError('this needs the permission mention_everyone')

/** What bots and other services tell those who see a channel. */
export function createNoticeService(deps: Deps) {
  const { webhooks, places, members, permissions, audience, limiter, slowMode, notify, checkText } = deps

  /** Refusals first, so that what is refused does not count for the slow mode. */
  async function post(place: Place, sender: Sender, { text, mentionEveryone = false }: NoticeDraft) {
    const { communityId, channelId, name, slowModeSeconds } = place
    if (mentionEveryone && !(await sender.mayMentionEveryone())) throw mayNotMention()
    await checkText(communityId, text)
    await slowMode.take(channelId, sender.id, slowModeSeconds)
    const body = { kind: 'notice.posted' as const, communityId, name, channelId, from: sender.name, text }
    await notify(await audience({ communityId, channelId }), body, { isMention: mentionEveryone })
  }

  /** It may reach everybody for as long as whoever made it may. */
  const mayWebhookMention = async ({ webhook, createdBy }: KnownWebhook): Promise<boolean> => {
    if (createdBy === null) return false
    const maker = { userId: createdBy, sessionId: '' }
    return (await permissions.resolve(maker, webhook))?.has('mention_everyone') ?? false
  }

  return {
    /** Throws {@link UnauthenticatedError} for a wrong secret as for no such webhook, or what refuses the notice. */
    async postByWebhook(webhookId: string, secret: string, draft: NoticeDraft): Promise<void> {
      const known = await webhooks.find(webhookId)
      if (!known || !timingSafeEqual(known.hash, hashSecret(secret)))
        throw new UnauthenticatedError('there is no such webhook, or this is not its secret')
      await limiter.take(webhookId)
      const { webhook, place } = known
      const sender = { id: webhookId, name: webhook.name, mayMentionEveryone: () => mayWebhookMention(known) }
      await post({ ...place, channelId: webhook.channelId }, sender, draft)
      if (known.isStale) await webhooks.markUsed(webhookId)
    },

    /** For bots that may speak in the channel. Throws {@link ForbiddenError} to people, or what refuses the notice. */
    async postByBot(viewer: Viewer, channelId: ChannelId, draft: NoticeDraft): Promise<void> {
      if (!viewer.bot) throw new ForbiddenError('only bots post notices')
      const place = await places.place(channelId)
      if (!place) throw noChannel()
      const { communityId } = place
      const held = await permissions.require(viewer, 'speak', { communityId, channelId })
      await limiter.take(viewer.userId)
      const member = await members.find(communityId, viewer.userId)
      if (!member) throw noChannel()
      const sender = {
        id: viewer.userId,
        name: member.nickname ?? member.displayName,
        mayMentionEveryone: async () => held.has('mention_everyone'),
      }
      await post({ ...place, channelId }, sender, draft)
    },
  }
}
