import type { ChannelEncryption, ChannelId, CommunityId, Permission, UserId } from '@chaos/protocol'
import { messageLimits } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelAudience } from '../community/channel-audience.ts'
import type { ChannelService } from '../community/channel-service.ts'
import type { ConversationService } from '../conversations/conversation-service.ts'
import type { ConversationStore } from '../database/stores/conversation-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'

type Deps = {
  channels: Pick<ChannelService, 'enter'>
  conversations: Pick<ConversationService, 'enter'>
  members: Pick<ConversationStore, 'memberIds'>
  audience: ChannelAudience
}
export type MessagePermission = Extract<Permission, 'view_channels' | 'post_messages' | 'manage_messages'>

/** A channel or a conversation, as far as messages have to do with it. */
export type MessagePlace = {
  channelId: ChannelId
  /** null: a conversation. */
  communityId: CommunityId | null
  encryption: ChannelEncryption
  slowModeSeconds: number
  longestMessageMs: number
  permissions: ReadonlySet<Permission>
  /** Everybody who sees it, bots aside. */
  audience(): Promise<UserId[]>
}
export type MessagePlaces = ReturnType<typeof createMessagePlaces>

const usualLength = messageLimits.usualSeconds * 1000

/** Opens a channel, or a conversation, to those who may what they are about to do. */
export function createMessagePlaces({ channels, conversations, members, audience }: Deps) {
  /** Reading goes on where two have blocked each other; nobody says anything more. */
  async function conversation(
    viewer: Viewer,
    permission: MessagePermission,
    { channelId, userIds }: { channelId: ChannelId; userIds: UserId[] },
  ) {
    if (!userIds.includes(viewer.userId)) throw new NotFoundError('there is no such channel')
    const entered = permission === 'view_channels' ? null : await conversations.enter(viewer, channelId)
    return {
      ...{ channelId, communityId: null, encryption: 'e2ee' as const },
      ...{ slowModeSeconds: 0, longestMessageMs: usualLength },
      permissions: entered?.permissions ?? new Set<Permission>(['view_channels']),
      audience: async () => userIds,
    }
  }

  return {
    /** Throws {@link NotFoundError} or the refusal of whoever may not. In a conversation everybody may pin. */
    async enter(viewer: Viewer, permission: MessagePermission, channelId: ChannelId): Promise<MessagePlace> {
      const userIds = await members.memberIds(channelId)
      if (userIds.length > 0) return conversation(viewer, permission, { channelId, userIds })
      const { channel, permissions } = await channels.enter(viewer, permission, channelId)
      const { communityId, encryption, slowModeSeconds, longestMessageSeconds } = channel
      return {
        ...{ channelId, communityId, encryption, slowModeSeconds, permissions },
        longestMessageMs: longestMessageSeconds * 1000,
        audience: () => audience({ communityId, channelId }),
      }
    },
  }
}
