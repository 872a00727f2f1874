import type { Channel, ChannelId, IceServer, MoveReason, UserId } from '@chaos/protocol'
import type { Viewer } from '../auth/viewer.ts'
import { DomainError, ForbiddenError } from '../utils/domain-error.ts'
import type { Logger } from '../utils/logger.ts'
import type { Listen } from './access-watch.ts'
import { type Admission, type Arrival, participantOf, type Place, type VoiceHello } from './admission.ts'
import { watchForAway } from './away.ts'
import type { OnCallChanged } from './call-feed.ts'
import { followMembers, type PermissionsIn } from './follow-members.ts'
import { createPasses, type Pass } from './passes.ts'
import { createPeer, type Peer } from './peer.ts'
import { type Connection, createResidents } from './residents.ts'
import { createRooms, type VoiceEvents } from './rooms.ts'
import { createStay, type OpenTransport, type Stay } from './stay.ts'

/** Who wants in, where, and the socket they come with. */
export type Door = { viewer: Viewer; channelId: ChannelId; connection: Connection }

type Deps = {
  /** Refuses, as a `DomainError`, whoever may not see the channel; who was brought there needs not see it. */
  admit(viewer: Viewer, channelId: ChannelId, isBrought: boolean): Promise<Admission>
  findChannel(id: ChannelId): Promise<Channel | null>
  permissionsIn: PermissionsIn
  events: VoiceEvents & { user: { subscribe: Listen } }
  /** Who is in the call of a conversation has changed. */
  onCallChanged: OnCallChanged
  openTransport: OpenTransport
  slots: number
  iceServers: IceServer[]
  /** The last one left a channel's call. */
  onEmptied(place: Place): void
  /** Monotonic, ms. */
  now: () => number
  logger: Pick<Logger, 'error'>
}

export class ChannelFullError extends DomainError {
  override readonly code = 'channel_full'
}

const isFull = (channel: Place) => new ChannelFullError(`"${channel.name}" is full.`)

export type VoiceService = ReturnType<typeof createVoiceService>

/** Live voice of this node: its rooms, who stays in them, and the rosters others see. */
export function createVoiceService(deps: Deps) {
  const { admit, findChannel, permissionsIn, openTransport, iceServers, now, logger } = deps
  const residents = createResidents()
  const passes = createPasses(now)
  const { events, slots, onEmptied, onCallChanged } = deps
  const rooms = createRooms({
    ...{ events, slots, now, logger, onEmptied, onCallChanged },
    follow: (room, communityId) => followMembers({ room, communityId, residents, permissionsIn, events, logger }),
    onConversationLeft: (room, userId) =>
      residents.expel((stay) => stay.room === room && stay.peer.userId === userId, 'forbidden'),
  })

  /** Checked before anything else changes: nobody loses the call they are in over one that is full. */
  const requirePlace = (userId: UserId, channel: Place): void => {
    const room = rooms.get(channel.id)
    const own = residents.ofUser(userId)
    const isIn = room !== undefined && own !== undefined && room.peer(own.peer.id) === own.peer
    if (room && room.size - (isIn ? 1 : 0) >= channel.userLimit) throw isFull(channel)
  }

  /** A new presence in the channel's room; with `again`, as the participant who was there before. */
  const enterRoom = (arrival: Arrival, again?: Stay, pass?: Pass): Stay => {
    const { channel, permissions, away } = arrival.admission
    const room = rooms.of(channel, away)
    if (pass) room.silences.put(arrival.viewer.userId, pass.silence)
    const peer = createPeer(participantOf(arrival, room, again?.peer.participant), permissions)
    peer.touch(now())
    room.enter(peer)
    return createStay({ room, peer, openTransport, now })
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

  /** Whoever was brought somewhere needs no leave of their own to enter there, and finds a place. */
  const requireEntry = ({ viewer, admission }: Arrival, pass: Pass | undefined): void => {
    if (pass) return
    if (!admission.permissions.has('connect_voice')) throw new ForbiddenError('You may not enter this channel.')
    requirePlace(viewer.userId, admission.channel)
  }

  /** Brings somebody into another channel: their client follows by itself. @throws ChannelFullError */
  const move = ({ room, peer }: Pick<Stay, 'room' | 'peer'>, channel: Channel, because: MoveReason): void => {
    requirePlace(peer.userId, channel)
    passes.grant(peer.userId, { channelId: channel.id, silence: room.silences.of(peer.userId) })
    peer.signal({ type: 'session.moved', channel, because })
    residents.expel((stay) => stay.peer === peer, 'moved')
  }

  const moveAway = (peer: Peer, channel: Channel): void => {
    const stay = residents.ofUser(peer.userId)
    if (stay?.peer === peer) move(stay, channel, 'silence')
  }

  const stopWatching = watchForAway({ rooms, findChannel, move: moveAway, now, logger })

  return {
    /**
     * Joins the viewer to a channel's call, or brings back the participant that `hello.resume` names, and says welcome.
     *
     * @throws ForbiddenError, ChannelFullError, or what `admit` refuses with
     */
    async enter({ viewer, channelId, connection }: Door, hello: VoiceHello): Promise<Stay> {
      const pass = passes.find(viewer.userId, channelId)
      const admission = await admit(viewer, channelId, pass !== undefined)
      const arrival = { viewer, admission, hello }
      requireEntry(arrival, pass)
      const resumed = comeBack(arrival)
      if (!resumed) residents.displace(viewer.userId)
      const stay = resumed ?? enterRoom(arrival, undefined, pass)
      if (pass) passes.spend(viewer.userId)
      const mediaKept = hello.resume?.keepMedia === true && stay.mediaWorks()
      const resumeToken = residents.settle(stay, connection)
      connection.signal(stay.welcome({ resumeToken, resumed: resumed !== undefined, mediaKept, iceServers }))
      if (!mediaKept) stay.offerMedia()
      return stay
    },

    detach: residents.detach,
    leave: residents.leave,

    /** Somebody's presence in a channel's call; undefined when they are not in it. */
    stayIn(channelId: ChannelId, userId: UserId): Stay | undefined {
      const stay = residents.ofUser(userId)
      const isThere = stay?.room.channelId === channelId && stay.room.peer(stay.peer.id) === stay.peer
      return isThere ? stay : undefined
    },
    move,
    disconnect: ({ peer }: Pick<Stay, 'peer'>): void => residents.expel((stay) => stay.peer === peer, 'disconnected'),
    isOccupied: (channelId: ChannelId): boolean => rooms.get(channelId) !== undefined,

    close(): void {
      stopWatching()
      residents.close()
      rooms.close()
    },
  }
}
