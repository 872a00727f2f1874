import {
  type Channel,
  type ChannelChange,
  type ChannelDraft,
  type ChannelId,
  type CommunityId,
  messageLimits,
  type Permission,
} from '@chaos/protocol'
import type { AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { ChannelStore } from '../database/stores/channel-store.ts'
import { changedDetails } from '../utils/changed-details.ts'
import { DomainError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'
import type { CommunityEvents } from './community-events.ts'
import type { Permissions } from './permissions.ts'

export class ChannelNameTakenError extends DomainError {
  override readonly code = 'channel_name_taken'
}

export class EncryptionFixedError extends DomainError {
  override readonly code = 'encryption_fixed'
}

const nameTaken = (name: string | undefined) => new ChannelNameTakenError(`"${name}" already exists`)
const missing = () => new NotFoundError('there is no such channel')

const changeable = [
  ...(['name', 'topic', 'userLimit', 'bitrate', 'slowModeSeconds'] as const),
  ...(['longestMessageSeconds', 'retentionDays'] as const),
]

/** What a channel is unless its draft says otherwise. */
const usual = ({ usersPerChannel }: Deps['limits']) =>
  ({
    categoryId: null,
    kind: 'voice',
    topic: '',
    userLimit: usersPerChannel,
    bitrate: 32_000,
    slowModeSeconds: 0,
    longestMessageSeconds: messageLimits.usualSeconds,
    retentionDays: 0,
    encryption: 'e2ee',
    isTemporary: false,
  }) as const

type Deps = {
  channels: ChannelStore
  permissions: Permissions
  events: CommunityEvents
  audit: AuditLog
  limits: { channelsPerCommunity: number; usersPerChannel: number }
}
export type ChannelService = ReturnType<typeof createChannelService>

export function createChannelService({ channels, permissions, events, audit, limits }: Deps) {
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

    /** Throws {@link ChannelNameTakenError}, {@link LimitReachedError}, {@link NotFoundError} or the refusal of `permissions`. */
    async create(viewer: Viewer, communityId: CommunityId, draft: ChannelDraft): Promise<Channel> {
      await permissions.require(viewer, 'manage_channels', { communityId })
      const fresh = { ...usual(limits), ...draft, name: draft.name.trim(), communityId, createdBy: viewer.userId }
      const inserted = await channels.insert(fresh, limits.channelsPerCommunity)
      if (inserted.kind === 'name_taken') throw nameTaken(draft.name)
      if (inserted.kind === 'no_such_category') throw new NotFoundError('there is no such category')
      if (inserted.kind === 'too_many') throw new LimitReachedError(`at most ${limits.channelsPerCommunity} channels`)
      const { channel } = inserted
      const details = { channel: channel.name, kind: channel.kind, encryption: channel.encryption }
      await audit.record({ action: 'channel.created', actorId: viewer.userId, communityId, details })
      events.publish(communityId, { type: 'channel.created', channel })
      return channel
    },

    /** Throws {@link ChannelNameTakenError}, {@link EncryptionFixedError} or the refusals of `enter`. */
    async change(viewer: Viewer, channelId: ChannelId, change: ChannelChange): Promise<Channel> {
      const { channel } = await enter(viewer, 'manage_channels', channelId)
      const { name, encryption = channel.encryption, ...rest } = change
      if (encryption !== channel.encryption) throw new EncryptionFixedError(`"${channel.name}" stays as it was made`)
      const wanted = { ...rest, ...(name === undefined ? {} : { name: name.trim() }) }
      if (Object.keys(wanted).length === 0) return channel
      const updated = await channels.update(channelId, wanted)
      if (updated.kind === 'name_taken') throw nameTaken(name)
      if (updated.kind === 'missing') throw missing()
      const details = changedDetails(channel, updated.channel, changeable)
      const { communityId } = channel
      const entry = { actorId: viewer.userId, communityId, details: { channel: channel.name, ...details } }
      if (Object.keys(details).length > 0) await audit.record({ action: 'channel.changed', ...entry })
      events.publish(communityId, { type: 'channel.updated', channel: updated.channel })
      return updated.channel
    },

    /** Throws the refusals of `enter`. */
    async remove(viewer: Viewer, channelId: ChannelId): Promise<void> {
      const { channel } = await enter(viewer, 'manage_channels', channelId)
      if (!(await channels.remove(channelId))) throw missing()
      const { communityId, name } = channel
      const entry = { actorId: viewer.userId, communityId, details: { channel: name } }
      await audit.record({ action: 'channel.deleted', ...entry })
      events.publish(communityId, { type: 'channel.deleted', communityId, channelId })
    },

    /** Those that the viewer may see. Throws the refusal of `permissions`. */
    async list(viewer: Viewer, communityId: CommunityId): Promise<Channel[]> {
      await permissions.require(viewer, 'view_community', { communityId })
      const [reach, all] = await Promise.all([permissions.inChannels(viewer, communityId), channels.list(communityId)])
      return all.filter(({ id }) => reach?.of(id).has('view_channels'))
    },
  }
}
