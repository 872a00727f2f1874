import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import type { CommunityEvents, CommunityFact } from '../community/community-events.ts'
import type { CallEvents } from '../conversations/conversation-events.ts'
import type { Logger } from '../utils/logger.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { Place } from './admission.ts'
import { type AwayRule, roomKind } from './away.ts'
import { createCallFeed, type OnCallChanged } from './call-feed.ts'
import { createRoom, type Room } from './room.ts'
import { createRosterFeed, occupantsOf, type RosterEvent } from './rosters.ts'

export type VoiceEvents = { community: CommunityEvents; roster: TopicBus<RosterEvent>; call: CallEvents }

type Deps = {
  events: VoiceEvents
  slots: number
  /** Monotonic, ms. */
  now: () => number
  logger: Pick<Logger, 'error'>
  /** Keeps who is in a community's call as the community has them. */
  follow(room: Room, communityId: CommunityId): Following
  /** Somebody is no longer in the conversation whose room this is. */
  onConversationLeft(room: Room, userId: UserId): void
  /** Who is in the call of a conversation has changed. */
  onCallChanged: OnCallChanged
  /** The last one left. */
  onEmptied(channel: Place): void
}

/** Is told who is in the room, and closed with it. */
type Following = { set(userIds: readonly UserId[]): void; close(): void }

/** A room, the channel as it was when the room opened, and where the silent go. */
type Open = { room: Room; channel: Place; away: AwayRule }

/** This node's rooms, one for each channel in which somebody is. */
export function createRooms(deps: Deps) {
  const { events, slots, now, logger, onEmptied } = deps
  const open = new Map<ChannelId, Open>()

  const heed = (entry: Open, fact: CommunityFact): void => {
    if (fact.type !== 'community.updated') return
    entry.away = fact.settings
    entry.room.become(roomKind(entry.channel, entry.away))
  }

  /** What happens around the room, in its community or its conversation. */
  const watch = (entry: Open): Following => {
    const { id, communityId } = entry.channel
    if (communityId === null) {
      const close = events.call.subscribe(id, (fact) => {
        if (fact.type === 'conversation.left') deps.onConversationLeft(entry.room, fact.userId)
      })
      return { set: () => {}, close }
    }
    const stop = events.community.subscribe(communityId, (fact) => heed(entry, fact))
    const members = deps.follow(entry.room, communityId)
    return {
      set: members.set,
      close(): void {
        stop()
        members.close()
      },
    }
  }

  const openRoom = (channel: Place, away: AwayRule): Room => {
    const { id: channelId, communityId, encryption } = channel
    const feed =
      communityId === null
        ? createCallFeed(channelId, deps.onCallChanged)
        : createRosterFeed(events.roster, { communityId, channelId })
    const room: Room = createRoom({
      ...{ channelId, communityId, encryption, slots, now },
      kind: roomKind(channel, away),
      events: {
        onRosterChanged: () => {
          feed.changed(() => occupantsOf(room))
          watching.set(room.participants().map(({ userId }) => userId))
        },
        onSpeakingChanged: () => feed.speaking(room.speakers().map(({ userId }) => userId)),
        onFault: (error) => logger.error({ err: error, channelId }, 'media path failed'),
        onEmpty: () => {
          if (open.get(channelId) === entry) open.delete(channelId)
          watching.close()
          room.close()
          feed.close()
          onEmptied(channel)
        },
      },
    })
    const entry: Open = { room, channel, away }
    open.set(channelId, entry)
    const watching = watch(entry)
    return room
  }

  return {
    get: (channelId: ChannelId): Room | undefined => open.get(channelId)?.room,
    /** The channel's room, opened if there is none. */
    of: (channel: Place, away: AwayRule): Room => open.get(channel.id)?.room ?? openRoom(channel, away),
    all: (): Iterable<Open> => open.values(),

    close(): void {
      for (const { room } of open.values()) room.close()
      open.clear()
    },
  }
}
