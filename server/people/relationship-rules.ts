import type { HeldPair, Sides } from '../database/stores/relationship-store.ts'
import { DomainError, LimitReachedError, NotFoundError } from '../utils/domain-error.ts'

export class RequestGoneError extends DomainError {
  override readonly code = 'request_gone'
}

export class PersonBlockedError extends DomainError {
  override readonly code = 'person_blocked'
}

const mostFriends = 1_000
const mostRequests = 200

const asTheyAre = ({ mine, theirs }: Sides): Sides => ({ mine, theirs })

function befriend({ friends }: HeldPair): Sides {
  if (friends.mine >= mostFriends) throw new LimitReachedError(`at most ${mostFriends} friends`)
  if (friends.theirs >= mostFriends) throw new LimitReachedError(`they have ${mostFriends} friends already`)
  return { mine: 'friend', theirs: 'friend' }
}

/**
 * Asks. Two who ask each other are friends. Who is blocked by the other sees the same as everybody who asks: a request
 * that stays open.
 *
 * @throws PersonBlockedError, NotFoundError, LimitReachedError
 */
export function request(pair: HeldPair): Sides {
  const { mine, theirs } = pair
  if (!pair.isActive) throw new NotFoundError('there is nobody like this')
  if (mine === 'blocked') throw new PersonBlockedError('you block this person')
  if (mine === 'friend') return asTheyAre(pair)
  if (theirs === 'requested') return befriend(pair)
  if (mine !== 'requested' && pair.requested >= mostRequests)
    throw new LimitReachedError(`at most ${mostRequests} open requests`)
  return { mine: 'requested', theirs: theirs === 'blocked' ? 'blocked' : 'asked' }
}

/** @throws RequestGoneError when they do not ask (any more), LimitReachedError */
export function accept(pair: HeldPair): Sides {
  if (pair.mine === 'friend') return asTheyAre(pair)
  if (pair.mine !== 'asked' || pair.theirs !== 'requested') throw new RequestGoneError('there is no request')
  return befriend(pair)
}

/** Declines their request, or takes back one's own. */
export function endRequest(pair: HeldPair): Sides {
  if (pair.mine === 'asked') return { mine: null, theirs: pair.theirs === 'requested' ? null : pair.theirs }
  if (pair.mine === 'requested') return { mine: null, theirs: pair.theirs === 'asked' ? null : pair.theirs }
  return asTheyAre(pair)
}

export const endFriendship = (pair: HeldPair): Sides =>
  pair.mine === 'friend' ? { mine: null, theirs: null } : asTheyAre(pair)

/** Their request stays open on their side, as it would if it were not answered. */
export const block = ({ theirs }: HeldPair): Sides => ({
  mine: 'blocked',
  theirs: theirs === 'requested' || theirs === 'blocked' ? theirs : null,
})

export const unblock = (pair: HeldPair): Sides =>
  pair.mine === 'blocked' ? { mine: null, theirs: pair.theirs } : asTheyAre(pair)
