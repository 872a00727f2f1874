import type { ChannelEncryption, Participant, ParticipantId } from '@chaos/protocol'
import { callChanged, personChanged, personLeft, personPut } from '../state/call-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import type { Clock } from '../platform.ts'
import type { CallPerson } from './call-state.ts'
import type { GroupMember } from './group-session.ts'

/** Whoever left is out of the group in a moment. A leaf that is still there after this is somebody who stayed to listen, ms. */
const removalWithinMs = 6_000

type Deps = { dispatch: Dispatch; getState: () => RootState; clock: Clock }
type Own = { id: ParticipantId; encryption: ChannelEncryption }

export type CallPeople = ReturnType<typeof createCallPeople>

/**
 * Who is in the call: the server's list and the group's roster side by side, which slot carries whom, and what of it the
 * screen shows. The group's word counts: who holds no leaf is not heard, and a leaf nobody announced is shown as such. In an
 * open room there is no group, and nobody waits for keys.
 */
export function createCallPeople({ dispatch, getState, clock }: Deps, { id: ownId, encryption }: Own) {
  let announced: (ParticipantId | null)[] = []
  let members: GroupMember[] = []
  const heard = new Map<number, number>()
  const leftAtMs = new Map<ParticipantId, number>()

  const isPresent = (id: ParticipantId): boolean => getState().call.people.some((person) => person.id === id)
  const inGroup = (id: ParticipantId): boolean =>
    encryption === 'open' || members.some(({ participantId }) => participantId === id)

  const asPerson = (participant: Participant): CallPerson => {
    const before = getState().call.people.find(({ id }) => id === participant.id)
    return {
      ...participant,
      self: participant.id === ownId,
      inGroup: inGroup(participant.id),
      speaking: before?.speaking ?? false,
      undecryptable: before?.undecryptable ?? false,
    }
  }

  const isKnown = (id: ParticipantId | undefined): boolean => {
    if (id === undefined || isPresent(id)) return id !== undefined
    const at = leftAtMs.get(id)
    return at !== undefined && clock.now() - at < removalWithinMs
  }

  const showGroup = (): void => {
    if (getState().call.ownId !== ownId) return
    for (const { id, inGroup: shown } of getState().call.people) {
      if (shown !== inGroup(id)) dispatch(personChanged({ id, change: { inGroup: !shown } }))
    }
    const unknownInGroup = members
      .filter(({ participantId }) => !isKnown(participantId))
      .map(({ identity }) => identity)
    if (unknownInGroup.join() !== getState().call.unknownInGroup.join()) dispatch(callChanged({ unknownInGroup }))
  }

  return {
    present: (): ParticipantId[] => getState().call.people.map(({ id }) => id),

    welcome(participants: readonly Participant[], slots: readonly (ParticipantId | null)[]): void {
      announced = [...slots]
      dispatch(callChanged({ people: participants.map(asPerson) }))
      showGroup()
    },
    put(participant: Participant): void {
      dispatch(personPut(asPerson(participant)))
      showGroup()
    },
    left(id: ParticipantId): void {
      dispatch(personLeft(id))
      leftAtMs.set(id, clock.now())
      clock.setTimeout(showGroup, removalWithinMs)
    },
    group(next: GroupMember[]): void {
      members = next
      showGroup()
    },

    assign(slot: number, id: ParticipantId | null): void {
      announced[slot] = id
      heard.delete(slot)
    },
    /** Frames in this slot open with that leaf's key. */
    source(slot: number, leafIndex: number): void {
      heard.set(slot, leafIndex)
    },
    undecryptable(slot: number, undecryptable: boolean): void {
      const id = announced[slot]
      if (id) dispatch(personChanged({ id, change: { undecryptable } }))
    },

    /** Who plays in a slot: by the key that opens it, else as announced. */
    inSlot(slot: number): ParticipantId | undefined {
      const leafIndex = heard.get(slot)
      const member = members.find((candidate) => candidate.leafIndex === leafIndex)
      return member?.participantId ?? announced[slot] ?? undefined
    },
    slotOf(id: ParticipantId): number | undefined {
      const slot = announced.findIndex((_, index) => this.inSlot(index) === id)
      return slot < 0 ? undefined : slot
    },
    userOf: (id: ParticipantId): string | undefined =>
      getState().call.people.find((person) => person.id === id)?.userId,
    slots: (): number => announced.length,
  }
}
