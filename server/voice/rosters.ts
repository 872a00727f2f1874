import type { ChannelId, CommunityId, Occupant, PresenceServerMessage, UserId } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { Room } from './room.ts'

/** Facts about who is in a community's channels and who speaks there, by community. */
export type RosterEvent = Extract<PresenceServerMessage, { type: 'roster.changed' | 'roster.speaking' }>

/** Whether somebody is there, and not only leaving. */
export const isAlive = (event: RosterEvent): boolean =>
  event.type === 'roster.speaking' ? event.userIds.length > 0 : event.occupants.length > 0

/** Changes closer together than this become one message. */
const settleMs = 50

/** Who is in the room, as people see it who have not joined. */
export function occupantsOf(room: Room): Occupant[] {
  return room.participants().map((participant) => {
    const { userId, displayName, avatar, muted, serverMuted, deafened, serverDeafened, floor, isBot } = participant
    return {
      ...{ userId, displayName, avatar },
      muted: muted || serverMuted,
      deafened: deafened || serverDeafened,
      listener: floor.kind === 'listener',
      ...(isBot && { isBot }),
    }
  })
}

/** Publishes one room's roster, gathering quick changes into one. */
export function createRosterFeed(
  bus: TopicBus<RosterEvent>,
  place: { communityId: CommunityId; channelId: ChannelId },
) {
  let pending: NodeJS.Timeout | undefined

  return {
    changed(occupants: () => Occupant[]): void {
      pending ??= setTimeout(() => {
        pending = undefined
        bus.publish(place.communityId, { type: 'roster.changed', ...place, occupants: occupants() })
      }, settleMs)
    },
    speaking(userIds: UserId[]): void {
      bus.publish(place.communityId, { type: 'roster.speaking', ...place, userIds })
    },
    close(): void {
      clearTimeout(pending)
      bus.publish(place.communityId, { type: 'roster.changed', ...place, occupants: [] })
    },
  }
}
