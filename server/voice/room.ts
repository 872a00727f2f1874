import { randomBytes } from 'node:crypto'
import type { ChannelId, CommunityId, Participant, VoiceServerMessage } from '@chaos/protocol'
import { createGroupDelivery } from './delivery/group-delivery.ts'
import { createMediaRouter } from './media-router.ts'
import type { Peer } from './peer.ts'
import { createSlotPicker, type SlotChange } from './slots/slot-picker.ts'

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
  slots: number
  /** Monotonic, ms. */
  now: () => number
  events: RoomEvents
}

export type Room = ReturnType<typeof createRoom>

/** One call: its participants, who is heard, and its encryption group's delivery. It lives while somebody is in it. */
export function createRoom({ channelId, communityId, slots, now, events }: RoomOptions) {
  const callId = randomBytes(16)
  const peers = new Map<string, Peer>()
  const mutedByModerator = new Set<string>()
  const picker = createSlotPicker(slots)
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

  return {
    channelId,
    communityId,
    callId,
    router,
    group: createGroupDelivery(callId),
    broadcast,
    fault: events.onFault,

    get size(): number {
      return peers.size
    },
    peer: (id: string): Peer | undefined => peers.get(id),
    participants: (): Participant[] => [...peers.values()].map(({ participant }) => participant),
    holders: picker.holders,
    speakers: (): Participant[] => speaking.flatMap((id) => peers.get(id)?.participant ?? []),
    isMutedByModerator: (userId: string): boolean => mutedByModerator.has(userId),

    enter(peer: Peer): void {
      broadcast({ type: 'participant.joined', participant: peer.participant })
      peers.set(peer.id, peer)
      router.audienceChanged()
      announceSlot(picker.add(peer.id, peer.loudness, now()))
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

    update(peer: Peer, change: Partial<Participant>): void {
      if (!peer.update(change)) return
      router.audienceChanged()
      broadcast({ type: 'participant.updated', participant: peer.participant })
      events.onRosterChanged()
    },

    /** A moderator's mute lasts as long as the call, whoever leaves and comes back. */
    muteByModerator(peer: Peer, muted: boolean): void {
      if (muted) mutedByModerator.add(peer.userId)
      else mutedByModerator.delete(peer.userId)
      this.update(peer, { serverMuted: muted })
    },

    close(): void {
      clearInterval(timer)
      for (const peer of peers.values()) peer.useTransport(undefined)
      peers.clear()
    },
  }
}
