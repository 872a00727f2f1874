import type { Occupant } from '@chaos/protocol'
import type { CallState, RootState } from '@chaos/client-core'
import { markOf } from '../components/call/marks.ts'
import type { RoomOccupant } from '../components/channels/occupant-row.tsx'

export const isInCall = ({ phase }: Pick<CallState, 'phase'>): boolean =>
  phase === 'joining' || phase === 'connected' || phase === 'reconnecting'

const occupantMark = ({ deafened, muted }: Occupant) => (deafened ? 'deafened' : muted ? 'muted' : null)

/**
 * Who is in a room. For the room of the own call the call itself knows best, and sooner; for the others the server's
 * roster does.
 */
export function occupantsOf(
  { call, rosters, session }: Pick<RootState, 'call' | 'rosters' | 'session'>,
  channelId: string,
): RoomOccupant[] {
  if (call.channelId === channelId && (call.phase === 'connected' || call.phase === 'reconnecting'))
    return call.people.map((person) => ({
      key: person.id,
      userId: person.userId,
      name: person.displayName,
      picture: person.avatar,
      self: person.self,
      speaking: person.speaking,
      listener: person.floor.kind === 'listener',
      mark: markOf(person),
    }))
  const roster = rosters[channelId]
  if (!roster) return []
  const ownId = session.kind === 'signedIn' ? session.user.id : null
  return roster.occupants.map((occupant, index) => ({
    key: `${occupant.userId}-${index}`,
    userId: occupant.userId,
    name: occupant.displayName,
    picture: occupant.avatar,
    self: occupant.userId === ownId,
    speaking: roster.speaking.includes(occupant.userId),
    listener: occupant.listener,
    mark: occupantMark(occupant),
  }))
}

/** The communities in which somebody talks right now. */
export function talkingCommunities({ rosters }: RootState): ReadonlySet<string> {
  const talking = Object.values(rosters).filter(({ speaking }) => speaking.length > 0)
  return new Set(talking.map(({ communityId }) => communityId))
}

export function channelName({ communities }: RootState, communityId: string | null, channelId: string | null) {
  const view = communityId === null ? undefined : communities.views[communityId]
  if (view?.status !== 'ready') return null
  return view.value.channels.find(({ id }) => id === channelId)?.name ?? null
}

export function communityName({ communities }: RootState, communityId: string | null): string | null {
  if (communities.list.status !== 'ready') return null
  return communities.list.value.find(({ id }) => id === communityId)?.name ?? null
}
