import type { ChannelId, CommunityId, IceServer, Occupant, Permission, Roster, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { CallEvents } from '../conversations/conversation-events.ts'
import { DomainError, ForbiddenError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { Listen } from './access-watch.ts'
import { type Admission, type Arrival, type Place, participantOf, type VoiceHello } from './admission.ts'
import { accessOf } from './apply-access.ts'
import { createCallFeed, type OnCallChanged } from './call-feed.ts'
import { followMembers } from './follow-members.ts'
import { createPeer } from './peer.ts'
import { type Connection, createResidents } from './residents.ts'
import { createRoom, type Room } from './room.ts'
import { createRosterFeed, occupantsOf, type RosterEvent } from './rosters.ts'
import { createStay, type OpenTransport, type Stay } from './stay.ts'

/** Who wants in, where, and the socket they come with. */
export type Door = { viewer: Viewer; channelId: ChannelId; connection: Connection }

type Deps = {
  /** Refuses, as a `DomainError`, whoever may not see the channel. */
  admit(viewer: Viewer, channelId: ChannelId): Promise<Admission>
  /** What somebody may in a channel of a community by now; null: they are not in it. */
  permissionsIn(
    userId: UserId,
    place: { communityId: CommunityId; channelId: ChannelId },
  ): Promise<ReadonlySet<Permission> | null>
  events: {
    community: CommunityEvents
    user: { subscribe: Listen }
    roster: TopicBus<RosterEvent>
    call: CallEvents
  }
  /** Who is in the call of a conversation has changed. */
  onCallChanged: OnCallChanged
  openTransport: OpenTransport
  slots: number
  iceServers: IceServer[]
  /** Monotonic, ms. */
  now: () => number
  logger: Pick<Logger, 'error'>
}

export class ChannelFullError extends DomainError {
  override readonly code = 'channel_full'
}

export type VoiceService = ReturnType<typeof createVoiceService>

/** Live voice of this node: its rooms, who stays in them, and the rosters others see. */
export function createVoiceService(deps: Deps) {
  const { admit, permissionsIn, events, openTransport, slots, iceServers, now, logger } = deps
  const rooms = new Map<ChannelId, Room>()
  const residents = createResidents()

  /** Ends what must not go on: of a channel that is no more, or for somebody who left, or may do less than before. */
  const watch = (room: Room) => {
    const { channelId, communityId } = room
    if (communityId === null) {
      const close = events.call.subscribe(channelId, (fact) => {
        if (fact.type !== 'conversation.left') return
        residents.expel((stay) => stay.room === room && stay.peer.userId === fact.userId, 'forbidden')
      })
      return { set: () => {}, close }
    }
    const place = { communityId, channelId }
    return followMembers({
      ...{ room, residents, place, events },
      ask: (userId) => permissionsIn(userId, place),
      onFault: (error) => logger.error({ err: error, channelId }, 'what somebody may could not be read'),
    })
  }

  const openRoom = ({ id: channelId, communityId }: Place): Room => {
    const feed =
      communityId === null
        ? createCallFeed(channelId, deps.onCallChanged)
        : createRosterFeed(events.roster, { communityId, channelId })
    const room: Room = createRoom({
      channelId,
      communityId,
      slots,
      now,
      events: {
        onRosterChanged: () => {
          feed.changed(() => occupantsOf(room))
          watching.set(room.participants().map(({ userId }) => userId))
        },
        onSpeakingChanged: () => feed.speaking(room.speakers().map(({ userId }) => userId)),
        onFault: (error) => logger.error({ err: error, channelId }, 'media path failed'),
        onEmpty: () => {
          if (rooms.get(channelId) === room) rooms.delete(channelId)
          watching.close()
          room.close()
          feed.close()
        },
      },
    })
    rooms.set(channelId, room)
    const watching = watch(room)
    return room
  }

  /** Checked before anything else changes: nobody loses the call they are in over one that is full. */
  const requirePlace = ({ viewer, admission: { channel } }: Arrival): void => {
    const room = rooms.get(channel.id)
    const own = residents.ofUser(viewer.userId)
    const isIn = room !== undefined && own !== undefined && room.peer(own.peer.id) === own.peer
    if (room && room.size - (isIn ? 1 : 0) >= channel.userLimit)
      throw new ChannelFullError(`"${channel.name}" is full.`)
  }

  /** A new presence in the channel's room; with `again`, as the participant who was there before. */
  const enterRoom = (arrival: Arrival, again?: Stay): Stay => {
    const { channel, permissions } = arrival.admission
    const room = rooms.get(channel.id) ?? openRoom(channel)
    const participant = participantOf(arrival, again?.peer.participant, room.isMutedByModerator(arrival.viewer.userId))
    const peer = createPeer(participant, accessOf(permissions))
    room.enter(peer)
    return createStay({ room, peer, openTransport })
  }

  /** The stay to go on with, if the token is good and nobody gave up on it yet. */
  const comeBack = (arrival: Arrival): Stay | undefined => {
    const { viewer, admission, hello } = arrival
    const stay = hello.resume && residents.find(viewer.userId, hello.resume.token)
    if (stay?.room.channelId !== admission.channel.id) return undefined
    if (stay.room.peer(stay.peer.id) !== stay.peer) return enterRoom(arrival, stay)
    const { muted } = stay.peer.participant
    stay.room.update(stay.peer, {
      connection: 'connected',
      muted: muted || hello.muted,
      deafened: hello.deafened,
      sending: hello.sending,
    })
    return stay
  }

  return {
    /**
     * Joins the viewer to a channel's call, or brings back the participant that `hello.resume` names, and says welcome.
     *
     * @throws ForbiddenError, ChannelFullError, or what `admit` refuses with
     */
    async enter({ viewer, channelId, connection }: Door, hello: VoiceHello): Promise<Stay> {
      const admission = await admit(viewer, channelId)
      const arrival = { viewer, admission, hello }
      if (!admission.permissions.has('connect_voice')) throw new ForbiddenError('You may not enter this channel.')
      requirePlace(arrival)
      const resumed = comeBack(arrival)
      if (!resumed) residents.displace(viewer.userId)
      const stay = resumed ?? enterRoom(arrival)
      const mediaKept = hello.resume?.keepMedia === true && stay.mediaWorks()
      const resumeToken = residents.settle(stay, connection)
      connection.signal(stay.welcome({ resumeToken, resumed: resumed !== undefined, mediaKept, iceServers }))
      if (!mediaKept) stay.offerMedia()
      return stay
    },

    detach: residents.detach,
    leave: residents.leave,

    /** Who is in the voice channels of a community; empty channels are left out. */
    rosters: (communityId: CommunityId): Roster[] =>
      [...rooms.values()]
        .filter((room) => room.communityId === communityId)
        .map((room) => ({ channelId: room.channelId, occupants: occupantsOf(room) })),

    /** Who is in one call. */
    occupants(channelId: ChannelId): Occupant[] {
      const room = rooms.get(channelId)
      return room ? occupantsOf(room) : []
    },

    close(): void {
      residents.close()
      for (const room of rooms.values()) room.close()
      rooms.clear()
    },
  }
}
