import type { Config } from '../config/schema.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { Permissions } from '../community/permissions.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import { createAdmitMember, type UserTopics } from './admit-member.ts'
import { createRightsOf } from './follow-members.ts'
import { findMediaPort } from './media-port.ts'
import type { RosterEvent } from './rosters.ts'
import { localAddresses } from './transport/offer.ts'
import { WebRtcTransport } from './transport/webrtc-transport.ts'
import { createVoiceService } from './voice-service.ts'

type Deps = {
  settings: Config['voice']
  channels: Pick<ChannelService, 'enter'>
  members: Pick<MemberStore, 'find'>
  permissions: Pick<Permissions, 'resolve'>
  logger: Logger
  events: { community: CommunityEvents; roster: TopicBus<RosterEvent>; user: UserTopics }
}

/** Starts live voice on this node's media port. */
export async function openVoice({ settings, channels, members, permissions, events, logger }: Deps) {
  const port = await findMediaPort(settings.udpPort)
  const ips = settings.announcedAddresses.length > 0 ? settings.announcedAddresses : localAddresses()
  const addresses = ips.map((ip) => ({ ip, port }))
  const { slots, iceServers } = settings

  return createVoiceService({
    admit: createAdmitMember({ channels, members, events: events.user }),
    rightsOf: createRightsOf(permissions),
    events,
    openTransport: (transportEvents) => new WebRtcTransport({ port, addresses, slots, events: transportEvents }),
    slots,
    iceServers,
    now: () => performance.now(),
    logger,
  })
}
