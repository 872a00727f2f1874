import type { CallPerson, CallState, PeopleState } from '@chaos/client-core'
import { unblocked } from '../selectors.ts'

export type CallChange =
  | { kind: 'joined' | 'left' | 'raised' | 'speaks'; name: string }
  | { kind: 'gotWord' | 'lostWord' }
  | { kind: 'muted' | 'unmuted' }
  | { kind: 'entered' | 'ended' }

const inside = ({ phase }: CallState) => phase === 'connected' || phase === 'reconnecting'

/**
 * What happened between two states of the call that one can hear or be told; people there at one's arrival are not news,
 * and neither is anything of those whom the viewer blocks.
 */
export function callChanges(was: CallState, is: CallState, blocked: PeopleState['blocked']): CallChange[] {
  const seen = (call: CallState): CallState => ({ ...call, people: unblocked(call.people, blocked) })
  return changesBetween(seen(was), seen(is))
}

function changesBetween(before: CallState, after: CallState): CallChange[] {
  if (!inside(before) || !inside(after) || before.channelId !== after.channelId) return ownChange(before, after)
  const changes = peopleChanges(before.people, after.people)
  if (before.muted !== after.muted) changes.push({ kind: after.muted ? 'muted' : 'unmuted' })
  return changes
}

function ownChange(before: CallState, after: CallState): CallChange[] {
  if (inside(after)) return [{ kind: 'entered' }]
  return inside(before) ? [{ kind: 'ended' }] : []
}

function missingFrom(others: CallPerson[]) {
  const ids = new Set(others.map(({ id }) => id))
  return ({ id, self }: CallPerson) => !self && !ids.has(id)
}

function peopleChanges(before: CallPerson[], after: CallPerson[]): CallChange[] {
  return [
    ...after.filter(missingFrom(before)).map(({ displayName }): CallChange => ({ kind: 'joined', name: displayName })),
    ...before.filter(missingFrom(after)).map(({ displayName }): CallChange => ({ kind: 'left', name: displayName })),
    ...after.flatMap((person) => floorChange(before, person)),
  ]
}

const isListener = ({ floor }: CallPerson): boolean => floor.kind === 'listener'
const hasHandUp = ({ floor }: CallPerson): boolean => floor.kind === 'listener' && floor.hand !== null

function floorChange(before: CallPerson[], after: CallPerson): CallChange[] {
  const was = before.find(({ id }) => id === after.id)
  if (!was || was.floor === after.floor) return []
  if (after.self)
    return isListener(was) === isListener(after) ? [] : [{ kind: isListener(after) ? 'lostWord' : 'gotWord' }]
  const name = after.displayName
  if (isListener(was) && !isListener(after)) return [{ kind: 'speaks', name }]
  return hasHandUp(after) && !hasHandUp(was) ? [{ kind: 'raised', name }] : []
}
