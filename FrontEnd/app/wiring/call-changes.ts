import type { CallState } from '@chaos/client-core'

export type CallChange =
  | { kind: 'joined' | 'left'; name: string }
  | { kind: 'muted' | 'unmuted' }
  | { kind: 'entered' | 'ended' }

const inside = ({ phase }: CallState) => phase === 'connected' || phase === 'reconnecting'

/** What happened between two states of the call that one can hear or be told; people there at one's arrival are not news. */
export function callChanges(before: CallState, after: CallState): CallChange[] {
  if (!inside(before) || !inside(after) || before.channelId !== after.channelId) {
    if (inside(after)) return [{ kind: 'entered' }]
    return inside(before) ? [{ kind: 'ended' }] : []
  }
  const changes: CallChange[] = []
  if (before.people !== after.people) {
    const had = new Set(before.people.map(({ id }) => id))
    const has = new Set(after.people.map(({ id }) => id))
    for (const { id, displayName, self } of after.people)
      if (!had.has(id) && !self) changes.push({ kind: 'joined', name: displayName })
    for (const { id, displayName, self } of before.people)
      if (!has.has(id) && !self) changes.push({ kind: 'left', name: displayName })
  }
  if (before.muted !== after.muted) changes.push({ kind: after.muted ? 'muted' : 'unmuted' })
  return changes
}
