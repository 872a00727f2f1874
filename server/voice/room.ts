import { randomBytes } from 'node:crypto'
import type {
  ChannelEncryption,
  ChannelId,
  CommunityId,
  Participant,
  RoomKind,
  VoiceServerMessage,
} from '@chaos/protocol'
import { createGroupDelivery } from './delivery/group-delivery.ts'
import { createMediaRouter } from './media-router.ts'
import type { Peer } from './peer.ts'
import { createSilences, type Silence } from './silences.ts'
import { createSlotPicker, type SlotChange } from './slots/slot-picker.ts'
import { createStage, floorAtEntry } from './stage.ts'

/** How often the room looks who is speaking; twice what the eye notices as late. */
const tickMs = 100
const ticksPerReport = 10

/** What a room tells the world outside of it. */
export type RoomEvents = {
  onRosterChanged(): void
  onSpeakingChanged(): void
  onEmpty(): void
  /** A bug of ours showed in the media path. */
  onFault(error: unknown): void
}

export type RoomOptions = {
  channelId: ChannelId
  /** null: a conversation's. */
  communityId: CommunityId | null
  kind: RoomKind
  encryption: ChannelEncryption
  slots: number
  /** Monotonic, ms. */
  now: () => number
  events: RoomEvents
}

export type Room = ReturnType<typeof createRoom>

const mayHoldSlot = ({ floor }: Participant): boolean => floor.kind !== 'listener'

/** One call: its participants, who is heard, and its encryption group's delivery. It lives while somebody is in it. */
export function createRoom({ channelId, communityId, encryption, slots, now, events, ...options }: RoomOptions) {
  const callId = randomBytes(16)
  const peers = new Map<string, Peer>()
  const silences = createSilences()
  const picker = createSlotPicker(slots)
  let { kind } = options
  let speaking: string[] = []
  let ticks = 0

  const broadcast = (message: VoiceServerMessage, except?: Peer): void => {
    for (const peer of peers.values()) if (peer !== except) peer.signal(message)
  }
  const announceSlot = (change: SlotChange | undefined): void => {
    if (change) broadcast({ type: 'slot.assigned', slot: change.slot, participantId: change.holder })
  }
  const router = createMediaRouter({ peers, picker, slots, now, onSlotChange: announceSlot })

  const lookWhoSpeaks = (): void => {
    const nowMs = now()
    const next = [...peers.values()]
      .filter((peer) => peer.loudness.speaking(nowMs) && !peer.silenced)
      .map(({ id }) => id)
    if (next.length === speaking.length && next.every((id, index) => id === speaking[index])) return
    speaking = next
    broadcast({ type: 'speaking.changed', participantIds: next })
    events.onSpeakingChanged()
  }

  const timer = setInterval(() => {
    lookWhoSpeaks()
    ticks += 1
    if (ticks % ticksPerReport === 0) router.report()
  }, tickMs)
  timer.unref()

  /** Listeners take nobody's slot. */
  const seat = (peer: Peer): void => {
    if (!mayHoldSlot(peer.participant)) return announceSlot(picker.remove(peer.id, now()))
    if (!picker.knows(peer.id)) announceSlot(picker.add(peer.id, peer.loudness, now()))
    picker.setPriority(peer.id, peer.participant.priority)
  }

  const update = (peer: Peer, change: Partial<Participant>): void => {
    if (!peer.update(change)) return
    router.audienceChanged()
    broadcast({ type: 'participant.updated', participant: peer.participant })
    if (peers.get(peer.id) === peer) seat(peer)
    events.onRosterChanged()
  }

  return {
    channelId,
    communityId,
    callId,
    encryption,
    router,
    group: createGroupDelivery(callId),
    stage: createStage(),
    silences,
    broadcast,
    fault: events.onFault,
    update,

    get kind(): RoomKind {
      return kind
    },
    get size(): number {
      return peers.size
    },
    peer: (id: string): Peer | undefined => peers.get(id),
    peers: (): Peer[] => [...peers.values()],
    participants: (): Participant[] => [...peers.values()].map(({ participant }) => participant),
    holders: picker.holders,
    speakers: (): Participant[] => speaking.flatMap((id) => peers.get(id)?.participant ?? []),

    enter(peer: Peer): void {
      broadcast({ type: 'participant.joined', participant: peer.participant })
      peers.set(peer.id, peer)
      router.audienceChanged()
      seat(peer)
      events.onRosterChanged()
    },

    /** Takes somebody out for good and ends their media. Idempotent. */
    remove(peer: Peer): void {
      if (!peers.delete(peer.id)) return
      router.audienceChanged()
      peer.useTransport(undefined)
      announceSlot(picker.remove(peer.id, now()))
      broadcast({ type: 'participant.left', participantId: peer.id })
      events.onRosterChanged()
      if (peers.size === 0) events.onEmpty()
    },

    /** By a moderator. Who may not speak here anyway does not get the word by it. */
    silence(peer: Peer, change: Partial<Silence>): void {
      const { serverMuted, serverDeafened } = silences.put(peer.userId, change)
      update(peer, { serverMuted: serverMuted || !peer.maySpeak, serverDeafened })
    },

    /** The room is used for something else from now on: everybody has the floor that they would enter with. */
    become(next: RoomKind): void {
      if (next === kind) return
      kind = next
      broadcast({ type: 'room.changed', kind })
      for (const peer of peers.values()) update(peer, { floor: floorAtEntry(kind, peer.permissions) })
    },

    close(): void {
      clearInterval(timer)
      for (const peer of peers.values()) peer.useTransport(undefined)
      peers.clear()
    },
  }
}
