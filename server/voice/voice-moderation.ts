import type { AuditAction, Channel, ChannelId, Permission, UserId } from '@chaos/protocol'
import type { AuditDraft, AuditLog } from '../auth/audit-log.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { Permissions } from '../community/permissions.ts'
import { BadRequestError, ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import { notInCall, type Stay } from './stay.ts'
import type { VoiceService } from './voice-service.ts'

/** Somebody in a channel's call. */
export type CallTarget = { channelId: ChannelId; userId: UserId }

type Deps = {
  permissions: Permissions
  findChannel(id: ChannelId): Promise<Channel | null>
  voice: Pick<VoiceService, 'stayIn' | 'move' | 'disconnect'>
  audit: AuditLog
}
type Found = { channel: Channel; stay: Stay }
/** What one act needs, does, and is written down as. */
type Act = {
  permission: Permission
  action: AuditAction
  details?: AuditDraft['details']
  step(found: Found): void | Promise<void>
}

export type VoiceModeration = ReturnType<typeof createVoiceModeration>

const noChannel = () => new NotFoundError('there is no such channel')

/** What moderators do about people in a call, whether they are in it themselves or not. */
export function createVoiceModeration({ permissions, findChannel, voice, audit }: Deps) {
  /** Nobody acts on who stands as high as they do, or higher; everybody may act on themselves. */
  async function requireAbove(viewer: Viewer, userId: UserId, { communityId }: Channel): Promise<void> {
    if (viewer.userId === userId) return
    const [own, other] = await Promise.all([
      permissions.standing(viewer.userId, communityId),
      permissions.standing(userId, communityId),
    ])
    if (!other || own?.isOwner) return
    if (other.isOwner || (own?.rank ?? Number.POSITIVE_INFINITY) >= other.rank)
      throw new ForbiddenError('That person stands as high as you, or higher.')
  }

  async function find(viewer: Viewer, { channelId, userId }: CallTarget, permission: Permission): Promise<Found> {
    const channel = await findChannel(channelId)
    if (!channel) throw noChannel()
    await permissions.require(viewer, permission, { communityId: channel.communityId, channelId })
    await requireAbove(viewer, userId, channel)
    const stay = voice.stayIn(channelId, userId)
    if (!stay) throw notInCall()
    return { channel, stay }
  }

  /** Finds, does and writes down. Throws the refusal of `permissions`, {@link ForbiddenError} or {@link NotFoundError}. */
  async function act(viewer: Viewer, target: CallTarget, { permission, action, details, step }: Act): Promise<void> {
    const found = await find(viewer, target, permission)
    await step(found)
    const { id, communityId } = found.channel
    await audit.record({
      ...{ action, communityId, actorId: viewer.userId, subjectId: target.userId },
      details: { channelId: id, ...details },
    })
  }

  /** Another channel of the same community, which the person may enter or the viewer may bring people to. */
  async function findDestination(
    viewer: Viewer,
    userId: UserId,
    { from, to }: { from: Channel; to: ChannelId },
  ): Promise<Channel> {
    const channel = await findChannel(to)
    if (channel?.communityId !== from.communityId) throw noChannel()
    if (channel.id === from.id) throw new BadRequestError('They are in this channel already.')
    const place = { communityId: channel.communityId, channelId: channel.id }
    const [theirs, own] = await Promise.all([
      permissions.resolve({ ...viewer, userId }, place),
      permissions.resolve(viewer, place),
    ])
    if (!own?.has('view_channels')) throw noChannel()
    const mayEnter = theirs?.has('view_channels') === true && theirs.has('connect_voice')
    if (!mayEnter && !own.has('move_members')) throw new ForbiddenError('That person may not enter the other channel.')
    return channel
  }

  return {
    mute: (viewer: Viewer, target: CallTarget, muted: boolean): Promise<void> =>
      act(viewer, target, {
        permission: 'mute_members',
        action: muted ? 'voice.muted' : 'voice.unmuted',
        step: ({ stay }) => stay.room.silence(stay.peer, { serverMuted: muted }),
      }),

    deafen: (viewer: Viewer, target: CallTarget, deafened: boolean): Promise<void> =>
      act(viewer, target, {
        permission: 'deafen_members',
        action: deafened ? 'voice.deafened' : 'voice.undeafened',
        step: ({ stay }) => stay.room.silence(stay.peer, { serverDeafened: deafened }),
      }),

    disconnect: (viewer: Viewer, target: CallTarget): Promise<void> =>
      act(viewer, target, {
        permission: 'move_members',
        action: 'voice.disconnected',
        step: ({ stay }) => voice.disconnect(stay),
      }),

    /** Throws also `ChannelFullError`. */
    move: (viewer: Viewer, target: CallTarget, to: ChannelId): Promise<void> =>
      act(viewer, target, {
        permission: 'move_members',
        action: 'voice.moved',
        details: { toChannelId: to },
        async step({ channel, stay }) {
          const destination = await findDestination(viewer, target.userId, { from: channel, to })
          voice.move(stay, destination, 'moderator')
        },
      }),
  }
}
