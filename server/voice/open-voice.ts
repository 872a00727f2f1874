import type { ChannelId } from '@chaos/protocol'
import type { Config } from '../config/schema.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { CallEvents } from '../conversations/conversation-events.ts'
import type { ConversationService } from '../conversations/conversation-service.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { UserService } from '../auth/user-service.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Permissions } from '../community/permissions.ts'
import type { MemberStore } from '../database/stores/member-store.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { OnCallChanged } from './call-feed.ts'
import { createAdmitMember, type UserTopics } from './admit-member.ts'
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
  members: Pick<MemberStore, 'find'>
  permissions: Pick<Permissions, 'resolve'>
  logger: Logger
  events: { community: CommunityEvents; roster: TopicBus<RosterEvent>; call: CallEvents; user: UserTopics }
}

/** Starts live voice on this node's media port. */
export async function openVoice(deps: Deps) {
  const { settings, channels, conversations, users, members, permissions, events, logger } = deps
  const port = await findMediaPort(settings.udpPort)
  const ips = settings.announcedAddresses.length > 0 ? settings.announcedAddresses : localAddresses()
  const addresses = ips.map((ip) => ({ ip, port }))
  const { slots, iceServers } = settings

  const admitMember = createAdmitMember({ channels, members, events: events.user })
  const admitToConversation = async (viewer: Viewer, channelId: ChannelId) => {
    const place = await conversations.enter(viewer, channelId)
    if (place === null) return null
    const { displayName, avatar } = await users.me(viewer)
    return { ...place, displayName, avatar }
  }

  return createVoiceService({
    onCallChanged: deps.onCallChanged,
    admit: async (viewer, channelId) =>
      (await admitToConversation(viewer, channelId)) ?? admitMember(viewer, channelId),
    permissionsIn: (userId, place) => permissions.resolve({ userId }, place),
    events,
    openTransport: (transportEvents) => new WebRtcTransport({ port, addresses, slots, events: transportEvents }),
    slots,
    iceServers,
    now: () => performance.now(),
    logger,
  })
}
