import type { Config } from '../config/schema.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { Permissions } from '../community/permissions.ts'
import type { UserService } from '../auth/user-service.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { Listen } from './access-watch.ts'
import { findMediaPort } from './media-port.ts'
import type { RosterEvent } from './rosters.ts'
import { localAddresses } from './transport/offer.ts'
import { WebRtcTransport } from './transport/webrtc-transport.ts'
import { createVoiceService } from './voice-service.ts'

type Deps = {
  settings: Config['voice']
  channels: Pick<ChannelService, 'enter'>
  users: Pick<UserService, 'me'>
  logger: Logger
  permissions: Pick<Permissions, 'resolve'>
  events: { community: CommunityEvents; user: { subscribe: Listen }; roster: TopicBus<RosterEvent> }
}

/** Starts live voice on this node's media port. */
export async function openVoice({ settings, channels, users, permissions: judge, events, logger }: Deps) {
  const port = await findMediaPort(settings.udpPort)
  const ips = settings.announcedAddresses.length > 0 ? settings.announcedAddresses : localAddresses()
  const addresses = ips.map((ip) => ({ ip, port }))
  const { slots, iceServers } = settings

  return createVoiceService({
    async admit(viewer, channelId) {
      const [{ channel, permissions }, { displayName, avatar }] = await Promise.all([
        channels.enter(viewer, 'connect_voice', channelId),
        users.me(viewer),
      ])
      return { channel, permissions, displayName, avatar }
    },
    permissionsIn: (userId, place) => judge.resolve({ userId }, place),
    events,
    openTransport: (transportEvents) => new WebRtcTransport({ port, addresses, slots, events: transportEvents }),
    slots,
    iceServers,
    now: () => performance.now(),
    logger,
  })
}
