import type { Channel, ChannelId, CommunityId, IceServer, Member, Permission, Roster, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import type { Place } from '../community/permissions.ts'
import { DomainError, ForbiddenError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import { type Listen, watchAccess } from './access-watch.ts'
import { type Admission, type Arrival, participantOf, type VoiceHello } from './admission.ts'
import { accessOf, applyAccess } from './apply-access.ts'
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
  /** What somebody may in a channel by now; null: they are not in its community. */
  permissionsIn(userId: UserId, place: Place): Promise<ReadonlySet<Permission> | null>
  events: { community: CommunityEvents; user: { subscribe: Listen }; roster: TopicBus<RosterEvent> }
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

/** Somebody in the call has another name or picture by now. */
function showAs(room: Room, { userId, nickname, displayName, avatar }: Member): void {
  for (const { id } of room.participants().filter((participant) => participant.userId === userId)) {
    const peer = room.peer(id)
    if (peer) room.update(peer, { displayName: nickname ?? displayName, avatar })
  }
}

export type VoiceService = ReturnType<typeof createVoiceService>

/** Live voice of this node: its rooms, who stays in them, and the rosters others see. */
export function createVoiceService({
  admit,
  permissionsIn,
  events,
  openTransport,
  slots,
  iceServers,
  now,
  logger,
}: Deps) {
  const rooms = new Map<ChannelId, Room>()
  const residents = createResidents()

  const openRoom = ({ id: channelId, communityId }: Channel): Room => {
    const place = { communityId, channelId }
    const feed = createRosterFeed(events.roster, place)
    const access = watchAccess({
      place,
      onCommunityEvent: events.community.subscribe,
      onUserEvent: events.user.subscribe,
      ask: (userId) => permissionsIn(userId, place),
      onAccess: (userId, permissions) => applyAccess({ room, residents }, userId, permissions),
      onFault: (error) => logger.error({ err: error, channelId }, 'what somebody may could not be read'),
    })
    const room: Room = createRoom({
      channelId,
      communityId,
      slots,
      now,
      events: {
        onRosterChanged: () => {
          feed.changed(() => occupantsOf(room))
          access.set(room.participants().map(({ userId }) => userId))
        },
        onSpeakingChanged: () => feed.speaking(room.speakers().map(({ userId }) => userId)),
        onFault: (error) => logger.error({ err: error, channelId }, 'media path failed'),
        onEmpty: () => {
          if (rooms.get(channelId) === room) rooms.delete(channelId)
          stopWatching()
          access.close()
          room.close()
          feed.close()
        },
      },
    })
    rooms.set(channelId, room)
    const stopWatching = events.community.subscribe(communityId, (fact) => {
      // A channel that is no more has no call either.
      const isOurs = fact.type === 'channel.deleted' && fact.channelId === channelId
      if (isOurs) residents.expel((stay) => stay.room === room, 'notFound')
      if (fact.type === 'member.updated') showAs(room, fact.member)
    })
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

    close(): void {
      residents.close()
      for (const room of rooms.values()) room.close()
      rooms.clear()
    },
  }
}
