import type { CallPerson } from '@chaos/client-core'
import type { Floor } from '@chaos/protocol'

type OnFloor = Pick<CallPerson, 'floor'>
type Listener = Extract<Floor, { kind: 'listener' }>

export const isSpeaker = ({ floor }: OnFloor): boolean => floor.kind !== 'listener'
export const isListener = <P extends OnFloor>(person: P): person is P & { floor: Listener } =>
  person.floor.kind === 'listener'

/** Those whose hand is up, in the order in which they raised it. */
export const byHand = <P extends OnFloor>(people: readonly P[]): P[] =>
  people
    .filter(isListener)
    .filter(({ floor }) => floor.hand !== null)
    .toSorted((a, b) => (a.floor.hand ?? 0) - (b.floor.hand ?? 0))
