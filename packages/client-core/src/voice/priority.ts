import type { ParticipantId } from '@chaos/protocol'
import type { CallPerson } from './call-state.ts'

/** What is left of the others' volume while somebody with priority speaks: −12 dB. */
export const besidePriority = 10 ** (-12 / 20)

type Facts = Pick<CallPerson, 'id' | 'self' | 'speaking' | 'priority'>

/** By how much somebody's volume is multiplied. One's own priority makes nobody quieter for oneself. */
export function priorityGain(people: readonly Facts[], id: ParticipantId): number {
  const isPrior = ({ self, speaking, priority }: Facts) => priority && speaking && !self
  const hasPriority = people.some((person) => person.id === id && person.priority)
  return !hasPriority && people.some(isPrior) ? besidePriority : 1
}
