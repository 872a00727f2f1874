import type { ChannelId, CommunityId, Roster } from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { UserService } from '../auth/user-service.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { Permissions } from '../community/permissions.ts'
import type { Config } from '../config/schema.ts'
import type { ConversationService } from '../conversations/conversation-service.ts'
import type { Stores } from '../database/stores/stores.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import type { AwayRule } from './away.ts'
import type { OnCallChanged } from './call-feed.ts'
import { createAdmitMember, type UserTopics } from './admit-member.ts'
import type { VoiceEvents } from './rooms.ts'
import { createTemporaryChannels } from './temporary-channels.ts'
import { openMediaSite } from './transport/media-site.ts'
import { WebRtcTransport } from './transport/webrtc-transport.ts'
import { createVoiceModeration } from './voice-moderation.ts'
import { createVoiceService } from './voice-service.ts'

type Deps = {
  settings: Config['voice']
  stores: Pick<Stores, 'channels' | 'communities' | 'members'>
  channels: Pick<ChannelService, 'enter'>
  conversations: Pick<ConversationService, 'enter'>
  onCallChanged: OnCallChanged
  users: Pick<UserService, 'me'>
  permissions: Permissions
  audit: AuditLog
  logger: Logger
  /** Of all processes: who is in the voice channels of a community. */
  rosters: (communityId: CommunityId) => Roster[]
  events: VoiceEvents & { user: UserTopics }
}

/** A community without the settings, or none, takes nobody away. */
const nobodyGoes: AwayRule = { afkChannelId: null, afkSeconds: 0 }

export type LiveVoice = Awaited<ReturnType<typeof openVoice>>

/** Starts live voice on this node's media port, which is taken until `close`. */
export async function openVoice({ settings, stores, permissions, audit, events, logger, ...deps }: Deps) {
  const { channels, conversations, onCallChanged, users, rosters } = deps
  const site = await openMediaSite(settings)
  const { slots, iceServers } = settings
  const findChannel = stores.channels.find

  /** What somebody may in a channel that a moderator brought them to, visible to them or not. */
  const bring = async (viewer: Viewer, channelId: ChannelId) => {
    const channel = await findChannel(channelId)
    const held = channel && (await permissions.resolve(viewer, { communityId: channel.communityId, channelId }))
    if (!channel || !held?.has('view_community')) throw new NotFoundError('there is no such channel')
    return { channel, permissions: held }
  }
  const admitMember = createAdmitMember({
    ...{ members: stores.members, events: events.user },
    enter: (viewer, channelId, isBrought) =>
      isBrought ? bring(viewer, channelId) : channels.enter(viewer, 'connect_voice', channelId),
  })
  const admitToConversation = async (viewer: Viewer, channelId: ChannelId) => {
    const place = await conversations.enter(viewer, channelId)
    if (place === null) return null
    const { displayName, avatar } = await users.me(viewer)
    return { ...place, displayName, avatar }
  }
  const findAwayRule = async (communityId: CommunityId | null): Promise<AwayRule> =>
    (communityId !== null && (await stores.communities.findWhole(communityId))?.settings) || nobodyGoes

  const temporary = createTemporaryChannels({
    ...{ channels: stores.channels, events: events.community, logger },
    isOccupied: ({ id, communityId }) =>
      voice.isOccupied(id) || rosters(communityId).some(({ channelId }) => channelId === id),
  })
  const voice = createVoiceService({
    onCallChanged,
    async admit(viewer, channelId, isBrought) {
      const place =
        (isBrought ? null : await admitToConversation(viewer, channelId)) ??
        (await admitMember(viewer, channelId, isBrought))
      return { ...place, away: await findAwayRule(place.channel.communityId) }
    },
    findChannel,
    permissionsIn: (userId, place) => permissions.resolve({ userId }, place),
    events,
    openTransport: (transportEvents) => new WebRtcTransport(site, transportEvents),
    slots,
    iceServers,
    onEmptied: temporary.emptied,
    now: () => performance.now(),
    logger,
  })

  return {
    ...voice,
    moderation: createVoiceModeration({ permissions, findChannel, voice, audit }),
    close(): void {
      temporary.close()
      voice.close()
      site.close()
    },
  }
}
