import type { CommunityId, Member, Permission, UserId } from '@chaos/protocol'
import type { CommunityEvents, CommunityFact } from '../community/community-events.ts'
import type { Logger } from '../utils/logger.ts'
import { type AccessWatchDeps, type Listen, watchAccess } from './access-watch.ts'
import { applyAccess } from './apply-access.ts'
import type { Residents } from './residents.ts'
import type { Room } from './room.ts'

/** What somebody may in a channel of a community by now; null: they are not in it. */
export type PermissionsIn = (userId: UserId, place: AccessWatchDeps['place']) => Promise<ReadonlySet<Permission> | null>

type Deps = {
  room: Room
  communityId: CommunityId
  permissionsIn: PermissionsIn
  logger: Pick<Logger, 'error'>
  residents: Pick<Residents, 'expel'>
  events: { community: CommunityEvents; user: { subscribe: Listen } }
}

/** Keeps who is in a call as the community has them: what they are called, whether they may stay, and speak. */
export function followMembers({ room, communityId, residents, permissionsIn, events, logger }: Deps) {
  const { channelId } = room
  const place = { communityId, channelId }
  /** Why they may do less than before. */
  const timedOut = new Set<UserId>()
  const peersOf = (userId: UserId) => room.peers().filter((peer) => peer.userId === userId)
  const access = watchAccess({
    place,
    ask: (userId) => permissionsIn(userId, place),
    onFault: (error) => logger.error({ err: error, channelId }, 'what somebody may could not be read'),
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
