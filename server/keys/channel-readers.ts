import type { ChannelId, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelAudience } from '../community/channel-audience.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { ConversationStore } from '../database/stores/conversation-store.ts'
import { BadRequestError, NotFoundError } from '../utils/domain-error.ts'

type Deps = {
  channels: Pick<ChannelService, 'enter'>
  conversations: Pick<ConversationStore, 'memberIds'>
  audience: ChannelAudience
}
/** Everybody who may read a channel now, bots aside. */
export type Readers = () => Promise<UserId[]>
export type ChannelReaders = ReturnType<typeof createChannelReaders>

/**
 * Opens the keys of a channel, or of a conversation, to those who may read it now. Throws {@link NotFoundError} or the refusal of
 * `enter`, and {@link BadRequestError} for a channel that has no keys.
 */
export function createChannelReaders({ channels, conversations, audience }: Deps) {
  return async (viewer: Viewer, channelId: ChannelId): Promise<Readers> => {
    const members = await conversations.memberIds(channelId)
    if (members.length > 0) {
      if (!members.includes(viewer.userId)) throw new NotFoundError('there is no such channel')
      return async () => members
    }
    const { channel } = await channels.enter(viewer, 'view_channels', channelId)
    if (channel.encryption !== 'e2ee') throw new BadRequestError('an open channel has no keys')
    return () => audience({ communityId: channel.communityId, channelId })
  }
}
