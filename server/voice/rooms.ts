import type { Channel, ChannelId, CommunityId, Member, Roster } from '@chaos/protocol'
import type { CommunityEvents, CommunityFact } from '../community/community-events.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import { type AwayRule, roomKind } from './away.ts'
import { createRoom, type Room } from './room.ts'
import { createRosterFeed, occupantsOf, type RosterEvent } from './rosters.ts'

export type VoiceEvents = { community: CommunityEvents; roster: TopicBus<RosterEvent> }

type Deps = {
  events: VoiceEvents
  slots: number
  /** Monotonic, ms. */
  now: () => number
  logger: Pick<Logger, 'error'>
  /** Its channel is gone: nobody may stay. */
  onChannelDeleted(room: Room): void
  /** The last one left. */
  onEmptied(channel: Channel): void
}

/** A room, the channel as it was when the room opened, and where the silent go. */
type Open = { room: Room; channel: Channel; away: AwayRule }

/** Somebody in the call has another name or picture by now. */
function showAs(room: Room, { userId, nickname, displayName, avatar }: Member): void {
  for (const { id } of room.participants().filter((participant) => participant.userId === userId)) {
    const peer = room.peer(id)
    if (peer) room.update(peer, { displayName: nickname ?? displayName, avatar })
  }
}

export type Rooms = ReturnType<typeof createRooms>

/** This node's rooms, one for each channel in which somebody is. */
export function createRooms({ events, slots, now, logger, onChannelDeleted, onEmptied }: Deps) {
  const open = new Map<ChannelId, Open>()

  const follow = (entry: Open, fact: CommunityFact): void => {
    const { room, channel } = entry
    if (fact.type === 'channel.deleted' && fact.channelId === channel.id) onChannelDeleted(room)
    if (fact.type === 'member.updated') showAs(room, fact.member)
    if (fact.type === 'community.updated') {
      entry.away = fact.settings
      room.become(roomKind(channel, entry.away))
    }
  }

  const openRoom = (channel: Channel, away: AwayRule): Room => {
    const { id: channelId, communityId, encryption } = channel
    const feed = createRosterFeed(events.roster, { communityId, channelId })
    const room: Room = createRoom({
      ...{ channelId, communityId, encryption, slots, now },
      kind: roomKind(channel, away),
      events: {
        onRosterChanged: () => feed.changed(() => occupantsOf(room)),
        onSpeakingChanged: () => feed.speaking(room.speakers().map(({ userId }) => userId)),
        onFault: (error) => logger.error({ err: error, channelId }, 'media path failed'),
        onEmpty: () => {
          if (open.get(channelId) === entry) open.delete(channelId)
          stopWatching()
          room.close()
          feed.close()
          onEmptied(channel)
        },
      },
    })
    const entry: Open = { room, channel, away }
    open.set(channelId, entry)
    const stopWatching = events.community.subscribe(communityId, (fact) => follow(entry, fact))
    return room
  }

  return {
    get: (channelId: ChannelId): Room | undefined => open.get(channelId)?.room,
    /** The channel's room, opened if there is none. */
    of: (channel: Channel, away: AwayRule): Room => open.get(channel.id)?.room ?? openRoom(channel, away),
    all: (): Iterable<Open> => open.values(),

    /** Who is in the voice channels of a community; empty channels are left out. */
    rosters: (communityId: CommunityId): Roster[] =>
      [...open.values()]
        .filter(({ room }) => room.communityId === communityId)
        .map(({ room }) => ({ channelId: room.channelId, occupants: occupantsOf(room) })),

    close(): void {
      for (const { room } of open.values()) room.close()
      open.clear()
    },
  }
}
