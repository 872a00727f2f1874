import type { Channel, ChannelChange, ChannelDraft, ChannelId, CommunityId, Permission } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import { DomainError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { CommunityEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'

export class ChannelNameTakenError extends DomainError {
  override readonly code = 'channel_name_taken'
}

const nameTaken = (name: string | undefined) => new ChannelNameTakenError(`"${name}" already exists`)
const missing = () => new NotFoundError('there is no such channel')

type Deps = {
  channels: ChannelStore
  permissions: Permissions
  events: CommunityEvents
  limits: { channelsPerCommunity: number; usersPerChannel: number }
}
export type ChannelService = ReturnType<typeof createChannelService>

export function createChannelService({ channels, permissions, events, limits }: Deps) {
  /** The channel with what the viewer may in it. Throws the refusal of `permissions`, or {@link NotFoundError}. */
  async function enter(viewer: Viewer, permission: Permission, channelId: ChannelId) {
    const channel = await channels.find(channelId)
    if (!channel) throw missing()
    return {
      channel,
      permissions: await permissions.require(viewer, permission, { communityId: channel.communityId, channelId }),
    }
  }

  return {
    enter,

    /** Throws {@link ChannelNameTakenError}, {@link LimitReachedError} or the refusal of `permissions`. */
    async create(viewer: Viewer, communityId: CommunityId, draft: ChannelDraft): Promise<Channel> {
      await permissions.require(viewer, 'manage_channels', { communityId })
      const { name, userLimit = limits.usersPerChannel } = draft
      const inserted = await channels.insert({ communityId, name: name.trim(), userLimit }, limits.channelsPerCommunity)
      if (inserted.kind === 'name_taken') throw nameTaken(name)
      if (inserted.kind === 'too_many') throw new LimitReachedError(`at most ${limits.channelsPerCommunity} channels`)
      events.publish(communityId, { type: 'channel.created', channel: inserted.channel })
      return inserted.channel
    },

    /** Throws {@link ChannelNameTakenError} or the refusals of `enter`. */
    async change(viewer: Viewer, channelId: ChannelId, { name, ...rest }: ChannelChange): Promise<Channel> {
      const { channel } = await enter(viewer, 'manage_channels', channelId)
      const change = { ...rest, ...(name === undefined ? {} : { name: name.trim() }) }
      if (Object.keys(change).length === 0) return channel
      const updated = await channels.update(channelId, change)
      if (updated.kind === 'name_taken') throw nameTaken(name)
      if (updated.kind === 'missing') throw missing()
      events.publish(channel.communityId, { type: 'channel.updated', channel: updated.channel })
      return updated.channel
    },

    /** Throws the refusals of `enter`. */
    async remove(viewer: Viewer, channelId: ChannelId): Promise<void> {
      const { channel } = await enter(viewer, 'manage_channels', channelId)
      if (!(await channels.remove(channelId))) throw missing()
      events.publish(channel.communityId, { type: 'channel.deleted', communityId: channel.communityId, channelId })
    },

    /** Throws the refusal of `permissions`. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<Channel[]> {
      await permissions.require(viewer, 'view_community', { communityId })
      return channels.list(communityId)
    },
  }
}
