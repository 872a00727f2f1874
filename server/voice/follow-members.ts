import type { Member, UserId } from '@chaos/protocol'
import type { CommunityEvents, CommunityFact } from '../community/community-events.ts'
import { type AccessWatchDeps, type Listen, watchAccess } from './access-watch.ts'
import { applyAccess } from './apply-access.ts'
import type { Residents } from './residents.ts'
import type { Room } from './room.ts'

type Deps = Pick<AccessWatchDeps, 'place' | 'ask' | 'onFault'> & {
  room: Room
  residents: Pick<Residents, 'expel'>
  events: { community: CommunityEvents; user: { subscribe: Listen } }
}

/** Keeps who is in a call as the community has them: what they are called, whether they may stay, and speak. */
export function followMembers({ room, residents, place, events, ask, onFault }: Deps) {
  /** Why they may do less than before. */
  const timedOut = new Set<UserId>()
  const peersOf = (userId: UserId) =>
    room.participants().flatMap((participant) => {
      const peer = participant.userId === userId ? room.peer(participant.id) : undefined
      return peer ? [peer] : []
    })
  const access = watchAccess({
    ...{ place, ask, onFault },
    onCommunityEvent: events.community.subscribe,
    onUserEvent: events.user.subscribe,
    onAccess: (userId, permissions) =>
      applyAccess({ room, residents, because: timedOut.has(userId) ? 'timedOut' : 'forbidden' }, userId, permissions),
  })

  function memberChanged({ userId, nickname, displayName, avatar, timeoutUntil }: Member): void {
    const peers = peersOf(userId)
    for (const peer of peers) room.update(peer, { displayName: nickname ?? displayName, avatar })
    if (timeoutUntil === null) timedOut.delete(userId)
    else if (peers.length > 0) timedOut.add(userId)
    if (timeoutUntil !== null) access.lookAt(userId)
  }

  const stop = events.community.subscribe(place.communityId, (fact: CommunityFact) => {
    // A channel that is no more has no call either.
    if (fact.type === 'channel.deleted' && fact.channelId === place.channelId)
      residents.expel((stay) => stay.room === room, 'notFound')
    if (fact.type === 'member.left')
      residents.expel((stay) => stay.room === room && stay.peer.userId === fact.userId, 'removed')
    if (fact.type === 'member.updated') memberChanged(fact.member)
  })

  return {
    /** These people are in the call now. */
    set: access.set,
    close(): void {
      stop()
      access.close()
    },
  }
}
