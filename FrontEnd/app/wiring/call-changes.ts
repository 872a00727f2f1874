import type { CallPerson, CallState, PeopleState } from '@chaos/client-core'
import { unblocked } from '../selectors.ts'

export type CallChange =
  | { kind: 'joined' | 'left'; name: string }
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
  ]
}
