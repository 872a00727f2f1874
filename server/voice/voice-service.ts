import type {
  Channel,
  ChannelId,
  CommunityId,
  IceServer,
  ParticipantId,
  Permission,
  Roster,
  VoiceClientMessage,
} from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import type { CommunityEvents } from '../community/community-events.ts'
import { DomainError, ForbiddenError } from '../utils/domain-error.ts'
import { newId } from '../utils/ids.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import { createPeer } from './peer.ts'
import { type Connection, createResidents } from './residents.ts'
import { createRoom, type Room } from './room.ts'
import { createRosterFeed, occupantsOf, type RosterEvent } from './rosters.ts'
import { createStay, type OpenTransport, type Stay } from './stay.ts'

export type VoiceHello = Extract<VoiceClientMessage, { type: 'session.hello' }>

/** What voice needs to know about somebody at the door. */
export type Admission = { channel: Channel; permissions: ReadonlySet<Permission>; displayName: string }

type Deps = {
  /** Refuses, as a `DomainError`, whoever may not see the channel. */
  admit(viewer: Viewer, channelId: ChannelId): Promise<Admission>
  events: { community: CommunityEvents; roster: TopicBus<RosterEvent> }
  openTransport: OpenTransport
  slots: number
  iceServers: IceServer[]
  /** Monotonic, ms. */
  now: () => number
}

export class ChannelFullError extends DomainError {
  override readonly code = 'channel_full'
}

export type VoiceService = ReturnType<typeof createVoiceService>

/** Live voice of this node: its rooms, who stays in them, and the rosters others see. */
export function createVoiceService({ admit, events, openTransport, slots, iceServers, now }: Deps) {
  const rooms = new Map<ChannelId, Room>()
  const residents = createResidents()

  const openRoom = ({ id: channelId, communityId }: Channel): Room => {
    const feed = createRosterFeed(events.roster, { communityId, channelId })
    const room: Room = createRoom({
      channelId,
      communityId,
      slots,
      now,
      events: {
        onRosterChanged: () => feed.changed(() => occupantsOf(room)),
        onSpeakingChanged: () => feed.speaking(room.speakers().map(({ userId }) => userId)),
        onEmpty: () => {
          if (rooms.get(channelId) === room) rooms.delete(channelId)
          stopWatching()
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
    })
    return room
  }

  /** A new presence in the channel's room; with `again`, as the participant who was there before. */
  const enterRoom = (viewer: Viewer, admission: Admission, hello: VoiceHello, again?: Stay): Stay => {
    const { channel, permissions, displayName } = admission
    const room = rooms.get(channel.id) ?? openRoom(channel)
    if (room.size >= channel.userLimit) throw new ChannelFullError(`"${channel.name}" is full.`)
    const before = again?.peer.participant
    const participant = {
      id: (before?.id ?? newId()) as ParticipantId,
      userId: viewer.userId,
      displayName,
      muted: hello.muted || before?.muted === true,
      deafened: hello.deafened,
      serverMuted: room.isMutedByModerator(viewer.userId) || before?.serverMuted === true || !permissions.has('speak'),
      sending: hello.sending,
      connection: 'connected' as const,
    }
    const peer = createPeer(participant, permissions.has('mute_members'))
    room.enter(peer)
    return createStay({ room, peer, openTransport })
  }

  /** The stay to go on with, if the token is good and nobody gave up on it yet. */
  const comeBack = (viewer: Viewer, admission: Admission, hello: VoiceHello): Stay | undefined => {
    const stay = hello.resume && residents.find(viewer.userId, hello.resume.token)
    if (stay?.room.channelId !== admission.channel.id) return undefined
    if (stay.room.peer(stay.peer.id) !== stay.peer) return enterRoom(viewer, admission, hello, stay)
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
    async enter(viewer: Viewer, channelId: ChannelId, hello: VoiceHello, connection: Connection): Promise<Stay> {
      const admission = await admit(viewer, channelId)
      if (!admission.permissions.has('connect_voice')) throw new ForbiddenError('You may not enter this channel.')
      const resumed = comeBack(viewer, admission, hello)
      if (!resumed) residents.displace(viewer.userId)
      const stay = resumed ?? enterRoom(viewer, admission, hello)
      const mediaKept = hello.resume?.keepMedia === true && stay.mediaWorks()
      const resumeToken = residents.settle(stay, connection)
      connection.signal(stay.welcome({ resumeToken, resumed: resumed !== undefined, mediaKept, iceServers }))
      if (!mediaKept) await stay.offerMedia()
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
