import type { AuditLog } from '../auth/audit-log.ts'
import type { DeletionService } from '../auth/my-data/deletion-service.ts'
import type { AnnounceProfile } from '../auth/profile/profile-service.ts'
import type { SessionEvents } from '../auth/session-events.ts'
import { createChannelAudience } from '../community/channel-audience.ts'
import type { CommunityEvents, UserEvents } from '../community/community-events.ts'
import type { Permissions } from '../community/permissions.ts'
import type { Stores } from '../database/stores/stores.ts'
import type { Notify } from '../notifications/notify.ts'
import type { Logger } from '../utils/logger.ts'
import type { RateLimit } from '../utils/rate-limiter.ts'
import { type Authenticate, createBotAuthenticate } from './authenticate.ts'
import { createBotService } from './bot-service.ts'
import { createCommunityBots } from './community-bots.ts'
import { type CheckText, createNoticeService } from './notice-service.ts'
import { type CreateLimiter, createSlowMode } from '../community/slow-mode.ts'
import { createTokenWatch } from './token-watch.ts'
import { createWebhookService } from './webhook-service.ts'

type Deps = {
  stores: Pick<Stores, 'bots' | 'botTokens' | 'webhooks' | 'audience' | 'profiles' | 'members' | 'communities'>
  /** Who holds an access token of a person. */
  people: Authenticate
  permissions: Permissions
  audit: AuditLog
  events: { session: SessionEvents; community: CommunityEvents; user: UserEvents }
  deletion: Pick<DeletionService, 'eraseNow'>
  announce: AnnounceProfile
  createLimiter: CreateLimiter
  limits: { communitiesPerUser: number; noticesPerSender: RateLimit }
  notify: Notify
  checkText: CheckText
  logger: Pick<Logger, 'error'>
}

/** Bots, their tokens, webhooks, and what both of them say. */
export function openBots({ stores, permissions, audit, events, createLimiter, limits, ...deps }: Deps) {
  const { bots, botTokens: tokens, webhooks, audience, profiles, members, communities } = stores
  const watch = createTokenWatch({ tokens, events: events.session, logger: deps.logger })
  return {
    authenticate: createBotAuthenticate({ people: deps.people, tokens }),
    onEnded: watch.onEnded,
    services: {
      bots: createBotService({
        ...{ bots, tokens, profiles, audit, events: events.session },
        ...{ erase: deps.deletion.eraseNow, announce: deps.announce },
      }),
      communityBots: createCommunityBots({ bots, communities, members, permissions, events, audit, limits }),
      webhooks: createWebhookService({ webhooks, permissions, audit }),
      notices: createNoticeService({
        ...{ webhooks, places: audience, members, permissions, audience: createChannelAudience({ audience }) },
        limiter: createLimiter('noticesPerSender', limits.noticesPerSender),
        slowMode: createSlowMode(createLimiter),
        ...{ notify: deps.notify, checkText: deps.checkText },
      }),
    },
    [Symbol.asyncDispose]: watch[Symbol.asyncDispose],
  }
}
