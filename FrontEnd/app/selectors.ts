import type { Occupant } from '@chaos/protocol'
import type { CallState, PeopleState, RootState } from '@chaos/client-core'
import { markOf } from '../components/call/marks.ts'
import { conversationName } from '../components/conversations/conversation-words.ts'
import type { RoomOccupant } from '../components/channels/occupant-row.tsx'

export const isInCall = ({ phase }: Pick<CallState, 'phase'>): boolean =>
  phase === 'joining' || phase === 'connected' || phase === 'reconnecting'

const occupantMark = ({ deafened, muted }: Occupant) => (deafened ? 'deafened' : muted ? 'muted' : null)

/** What rooms are drawn from. Whom the viewer blocks is in none of them. */
export const roomParts = ({ call, rosters, session, people }: RootState) => ({
  ...{ call, rosters, session },
  blocked: people.blocked,
})
export type RoomParts = ReturnType<typeof roomParts>
type Blocked = PeopleState['blocked']

/** Of these, those whom the viewer does not block. */
export const unblocked = <P extends { userId: string }>(people: readonly P[], blocked: Blocked): P[] =>
  people.filter(({ userId }) => !blocked[userId])

/**
 * Who is in a room. For the room of the own call the call itself knows best, and sooner; for the others the server's
 * roster does, or what is `known` of a conversation's.
 */
export function occupantsOf(parts: RoomParts, channelId: string, known?: readonly Occupant[]): RoomOccupant[] {
  return unblocked(everybodyIn(parts, channelId, known), parts.blocked)
}

/** How many are in a room whom the viewer blocks. */
export const blockedIn = (parts: RoomParts, channelId: string, known?: readonly Occupant[]): number =>
  everybodyIn(parts, channelId, known).filter(({ userId }) => parts.blocked[userId]).length

function everybodyIn(
  { call, rosters, session }: RoomParts,
  channelId: string,
  known?: readonly Occupant[],
): RoomOccupant[] {
  if (call.channelId === channelId && (call.phase === 'connected' || call.phase === 'reconnecting'))
    return call.people.map((person) => ({
      key: person.id,
      userId: person.userId,
      name: person.displayName,
      picture: person.avatar,
      self: person.self,
      isBot: person.isBot === true,
      speaking: person.speaking,
      listener: person.floor.kind === 'listener',
      mark: markOf(person),
    }))
  const roster = known ? { occupants: known, speaking: [] } : rosters[channelId]
  if (!roster) return []
  const ownId = session.kind === 'signedIn' ? session.user.id : null
  return roster.occupants.map((occupant, index) => ({
    key: `${occupant.userId}-${index}`,
    userId: occupant.userId,
    name: occupant.displayName,
    picture: occupant.avatar,
    self: occupant.userId === ownId,
    isBot: occupant.isBot === true,
    speaking: roster.speaking.some((userId) => userId === occupant.userId),
    listener: occupant.listener,
    mark: occupantMark(occupant),
  }))
}

/** The communities in which somebody talks right now. */
export function talkingCommunities({ rosters, people }: RootState): ReadonlySet<string> {
  const talking = Object.values(rosters).filter(({ speaking }) => speaking.some((id) => !people.blocked[id]))
  return new Set(talking.map(({ communityId }) => communityId))
}

export function channelName(state: RootState, communityId: string | null, channelId: string | null) {
  if (communityId === null) return nameOfConversation(state, channelId)
  const view = state.communities.views[communityId]
  if (view?.status !== 'ready') return null
  return view.value.channels.find(({ id }) => id === channelId)?.name ?? null
}

function nameOfConversation({ conversations: { list }, session }: RootState, channelId: string | null) {
  const found = list.status === 'ready' ? list.value.items.find(({ id }) => id === channelId) : undefined
  return found && session.kind === 'signedIn' ? conversationName(found, session.user.id) : null
}

/** Where a channel or a conversation is shown. */
export const roomAddress = (communityId: string | null, channelId: string | null): string =>
  communityId === null ? `/conversations/${channelId}` : `/communities/${communityId}/channels/${channelId}`

export function communityName({ communities }: RootState, communityId: string | null): string | null {
  if (communities.list.status !== 'ready') return null
  return communities.list.value.find(({ id }) => id === communityId)?.name ?? null
}
