import type { ChannelId, CommunityId, Occupant, Roster } from '@chaos/protocol'
import { eachPersonOnce } from '../utils/each-person-once.ts'
import type { Logger } from '../utils/logger.ts'
import type { SharedMap } from '../utils/shared-map.ts'
import { createTopicBus, type TopicBus } from '../utils/topic-bus.ts'
import type { RosterEvent } from './rosters.ts'

/** Who is in one channel by one process' account. */
export type SharedRoster = { communityId: CommunityId; occupants: Occupant[] }

type Deps = {
  /** By channel. */
  map: SharedMap<SharedRoster>
  speaking: TopicBus<RosterEvent>
  logger: Pick<Logger, 'error'>
}

/** The rosters of all processes as if they were one: what rooms publish goes out, what is heard comes from everywhere. */
export function createSharedRosters({ map, speaking, logger }: Deps) {
  const changed = createTopicBus<RosterEvent>(logger)
  const channels = new Map<CommunityId, Set<ChannelId>>()
  const homes = new Map<ChannelId, CommunityId>()

  const remember = (communityId: CommunityId, channelId: ChannelId): void => {
    homes.set(channelId, communityId)
    channels.set(communityId, (channels.get(communityId) ?? new Set()).add(channelId))
  }
  const forget = (communityId: CommunityId, channelId: ChannelId): void => {
    homes.delete(channelId)
    const left = channels.get(communityId)
    left?.delete(channelId)
    if (left?.size === 0) channels.delete(communityId)
  }
  const occupantsOf = (channelId: ChannelId): Occupant[] =>
    eachPersonOnce(map.get(channelId).flatMap(({ occupants }) => occupants))

  map.onChange((channelId) => {
    const communityId = map.get(channelId)[0]?.communityId ?? homes.get(channelId)
    if (communityId === undefined) return
    const occupants = occupantsOf(channelId)
    if (occupants.length > 0) remember(communityId, channelId)
    else forget(communityId, channelId)
    changed.publish(communityId, { type: 'roster.changed', communityId, channelId, occupants })
  })

  const topics: TopicBus<RosterEvent> = {
    publish(communityId, event) {
      if (event.type === 'roster.speaking') return speaking.publish(communityId, event)
      const { channelId, occupants } = event
      if (occupants.length > 0) map.set(channelId, { communityId, occupants })
      else map.delete(channelId)
    },
    subscribe(communityId, listener) {
      const undo = [changed.subscribe(communityId, listener), speaking.subscribe(communityId, listener)]
      return () => {
        for (const step of undo) step()
      }
    },
  }

  return {
    topics,
    /** Who is in the voice channels of a community; empty channels are left out. */
    list: (communityId: CommunityId): Roster[] =>
      [...(channels.get(communityId) ?? [])].map((channelId) => ({ channelId, occupants: occupantsOf(channelId) })),
  }
}
