import type { ChannelId } from '@chaos/protocol'
import type { Config } from '../config/schema.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { CallEvents } from '../conversations/conversation-events.ts'
import type { ConversationService } from '../conversations/conversation-service.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { UserService } from '../auth/user-service.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { OnCallChanged } from './call-feed.ts'
import { findMediaPort } from './media-port.ts'
import type { RosterEvent } from './rosters.ts'
import { localAddresses } from './transport/offer.ts'
import { WebRtcTransport } from './transport/webrtc-transport.ts'
import { createVoiceService } from './voice-service.ts'

type Deps = {
  settings: Config['voice']
  channels: Pick<ChannelService, 'enter'>
  conversations: Pick<ConversationService, 'enter'>
  onCallChanged: OnCallChanged
  users: Pick<UserService, 'me'>
  logger: Logger
  events: { community: CommunityEvents; roster: TopicBus<RosterEvent>; call: CallEvents }
}

/** Starts live voice on this node's media port. */
export async function openVoice({ settings, channels, conversations, onCallChanged, users, events, logger }: Deps) {
  const port = await findMediaPort(settings.udpPort)
  const ips = settings.announcedAddresses.length > 0 ? settings.announcedAddresses : localAddresses()
  const addresses = ips.map((ip) => ({ ip, port }))
  const { slots, iceServers } = settings

  const enter = async (viewer: Viewer, channelId: ChannelId) =>
    (await conversations.enter(viewer, channelId)) ?? channels.enter(viewer, 'connect_voice', channelId)

  return createVoiceService({
    onCallChanged,
    async admit(viewer, channelId) {
      const [{ channel, permissions }, { displayName, avatar }] = await Promise.all([
        enter(viewer, channelId),
        users.me(viewer),
      ])
      return { channel, permissions, displayName, avatar }
    },
    events,
    openTransport: (transportEvents) => new WebRtcTransport({ port, addresses, slots, events: transportEvents }),
    slots,
    iceServers,
    now: () => performance.now(),
    logger,
  })
}
