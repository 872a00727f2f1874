import type { ChannelId, Member, Permission } from '@chaos/protocol'
import type { CommunityFact } from '../community/community-events.ts'
import type { Permissions } from '../community/permissions.ts'
import type { Peer } from './peer.ts'
import type { createResidents } from './residents.ts'
import type { Room } from './room.ts'

type Place = { communityId: string; channelId: ChannelId }

/** What somebody may in a channel now; null: nothing at all. */
export type RightsOf = (userId: string, place: Place) => Promise<ReadonlySet<Permission> | null>

export const createRightsOf =
  ({ resolve }: Pick<Permissions, 'resolve'>): RightsOf =>
  (userId, place) =>
    resolve({ userId, sessionId: '' }, place)

type Deps = {
  room: Room
  /** Where the room is. */
  place: Place
  residents: ReturnType<typeof createResidents>
  rightsOf: RightsOf
  fault: (error: unknown) => void
}

/** Keeps who is in a call as the community has them: what they are called, whether they may stay, and speak. */
export function createMemberFollower({ room, place, residents, rightsOf, fault }: Deps) {
  const peersOf = (userId: string): Peer[] =>
    room.participants().flatMap(({ id, userId: whose }) => {
      const peer = whose === userId ? room.peer(id) : undefined
      return peer ? [peer] : []
    })
  const expel = (userId: string, reason: 'removed' | 'timedOut'): void =>
    residents.expel((stay) => stay.room === room && stay.peer.userId === userId, reason)

  function showAs({ userId, nickname, displayName, avatar }: Member): void {
    for (const peer of peersOf(userId)) room.update(peer, { displayName: nickname ?? displayName, avatar })
  }

  /** Under a timeout somebody hears and says nothing, or is put out; after it they may speak again. */
  async function applyRights({ userId }: Member): Promise<void> {
    const rights = await rightsOf(userId, place)
    if (!rights?.has('connect_voice')) return expel(userId, 'timedOut')
    const serverMuted = !rights.has('speak') || room.isMutedByModerator(userId)
    for (const peer of peersOf(userId)) room.update(peer, { serverMuted })
  }

  return (fact: CommunityFact): void => {
    if (fact.type === 'member.left') expel(fact.userId, 'removed')
    if (fact.type !== 'member.updated' || peersOf(fact.member.userId).length === 0) return
    showAs(fact.member)
    if (fact.member.timeoutUntil !== null) applyRights(fact.member).catch(fault)
  }
}
