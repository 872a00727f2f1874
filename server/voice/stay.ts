import { ForbiddenError, NotFoundError } from '../utils/domain-error.ts'
import {
  type IceServer,
  type Participant,
  type ParticipantId,
  protocolVersion,
  type UserId,
  type VoiceServerMessage,
} from '@chaos/protocol'
import type { Commit, DeliveryOutcome } from './delivery/group-delivery.ts'
import type { Peer, Signal } from './peer.ts'
import type { Room } from './room.ts'
import type { Stage } from './stage.ts'
import type { MediaTransportEvents } from './transport/media-transport.ts'
import type { WebRtcTransport } from './transport/webrtc-transport.ts'

/** What a stay needs of it, without its private parts. */
export type OfferedTransport = Pick<WebRtcTransport, keyof WebRtcTransport>
export type OpenTransport = (events: MediaTransportEvents) => OfferedTransport

/** What the participant says of itself. */
export type OwnState = Pick<Participant, 'muted' | 'deafened' | 'sending'>

export type Welcome = Extract<VoiceServerMessage, { type: 'session.welcome' }>

export type Stay = ReturnType<typeof createStay>

type Parts = {
  room: Room
  peer: Peer
  openTransport: OpenTransport
  iceServers: IceServer[]
  /** Monotonic, ms. */
  now: () => number
}

export const notInCall = () => new NotFoundError('That person is not in the call.')

/**
 * One participant's presence in a room, from joining to leaving, across reconnects. The socket's handlers call it;
 * it answers through the peer's signal.
 */
export function createStay({ room, peer, openTransport, iceServers, now }: Parts) {
  let generation = 0
  let webRtc: OfferedTransport | undefined

  const offerMedia = (): void => {
    generation += 1
    const transport = openTransport({
      onMedia: (packet) => room.router.media(peer, packet),
      onControl: (packet) => room.router.control(peer, packet),
      onConnected: room.router.audienceChanged,
      onClosed: room.router.audienceChanged,
      onFault: room.fault,
    })
    webRtc = transport
    peer.useTransport(transport)
    const { encryption } = room
    peer.signal({ type: 'media.offer', generation, sdp: transport.offer(), iceServers, encryption })
  }

  const requireGroup = (): void => {
    if (room.encryption === 'open') throw new ForbiddenError('This channel has no encryption group.')
  }

  const tell = (outcome: DeliveryOutcome): boolean => {
    if (outcome.kind === 'accepted') peer.signal({ type: 'group.accepted', epoch: outcome.epoch })
    else peer.signal({ type: 'group.refused', reason: outcome.reason, group: room.group.state() })
    return outcome.kind === 'accepted'
  }

  return {
    room,
    peer,
    mediaWorks: (): boolean => webRtc?.connected === true,
    offerMedia,

    welcome: (tokens: Pick<Welcome, 'resumeToken' | 'resumed' | 'mediaKept'>): Welcome => ({
      type: 'session.welcome',
      version: protocolVersion,
      participantId: peer.id,
      callId: room.callId.toString('base64url'),
      participants: room.participants(),
      slots: room.holders(),
      group: room.group.state(),
      kind: room.kind,
      encryption: room.encryption,
      permissions: [...peer.permissions],
      ...tokens,
    }),

    attach(signal: Signal): void {
      peer.useSignal(signal)
    },
    detach(): void {
      peer.useSignal(undefined)
      room.update(peer, { connection: 'reconnecting' })
    },
    setState(state: OwnState): void {
      peer.touch(now())
      room.update(peer, state)
    },
    /** @throws ForbiddenError */
    setPriority(priority: boolean): void {
      if (!peer.permissions.has('priority_speaker')) throw new ForbiddenError('You have no priority here.')
      room.update(peer, { priority })
    },
    /** Takes the client's answer to the offer of this generation; answers to older offers are passed over. */
    answer(answered: { generation: number; sdp: string }): 'applied' | 'ignored' | 'refused' {
      if (answered.generation !== generation || !webRtc) return 'ignored'
      return webRtc.answer(answered.sdp)
    },

    createGroup(groupInfo: string): void {
      requireGroup()
      tell(room.group.create(groupInfo, room.size === 1))
    },
    commit(commit: Commit): void {
      requireGroup()
      if (!tell(room.group.commit(commit))) return
      room.broadcast(
        { type: 'group.committed', epoch: commit.epoch, commit: commit.commit, participantId: peer.id },
        peer,
      )
    },
    syncGroup(): void {
      peer.signal({ type: 'group.state', group: room.group.state() })
    },

    /** @throws ForbiddenError, NotFoundError */
    takeStageStep(step: keyof Stage, participantId: ParticipantId = peer.id): void {
      if (room.kind !== 'stage') throw new ForbiddenError('This is no stage.')
      peer.touch(now())
      const other = room.peer(participantId)
      if (!other) throw notInCall()
      room.update(other, { floor: room.stage[step](peer, other) })
    },
    /** The account behind a participant. @throws NotFoundError */
    userOf(participantId: ParticipantId): UserId {
      const other = room.peer(participantId)
      if (!other) throw notInCall()
      return other.userId
    },
  }
}
