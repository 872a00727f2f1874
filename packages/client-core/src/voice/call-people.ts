import type { ChannelEncryption, Participant, ParticipantId } from '@chaos/protocol'
import { callChanged, personChanged, personLeft, personPut } from '../state/call-slice.ts'
import type { Dispatch, RootState } from '../state/store.ts'
import type { Clock } from '../platform.ts'
import type { CallKeys } from '../voice-parts.ts'
import type { LeafStanding } from './leaf-standing.ts'
import { fromBase64Url } from './bytes.ts'
import type { CallPerson } from './call-state.ts'
import type { GroupMember } from './group-session.ts'
import { formatIdentity } from './identity.ts'
import { createLeafStandings } from './leaf-standings.ts'

/** Whoever left is out of the group in a moment. A leaf that is still there after this is somebody who stayed to listen, ms. */
const removalWithinMs = 6_000

type Deps = { dispatch: Dispatch; getState: () => RootState; clock: Clock; callKeys: CallKeys }
type Own = {
  id: ParticipantId
  encryption: ChannelEncryption
  callId: string
  /** Somebody's leaf is believed, or not any more. */
  onStanding: () => void
}

const identityOf = ({ userId, id }: Participant): string => formatIdentity({ userId, participantId: id })

export type CallPeople = ReturnType<typeof createCallPeople>

/**
 * Who is in the call: the server's list and the group's roster side by side, which slot carries whom, and what of it the
 * screen shows. The group's word counts: who holds no leaf is not heard, and a leaf nobody announced, or that is not by a device of
 * whom it names, is shown as such. In an open room there is no group, and nobody waits for keys.
 */
export function createCallPeople(
  { dispatch, getState, clock, callKeys }: Deps,
  { id: ownId, encryption, callId, onStanding }: Own,
) {
  let announced: (ParticipantId | null)[] = []
  let members: GroupMember[] = []
  const heard = new Map<number, number>()
  /** By identity. */
  const leftAtMs = new Map<string, number>()

  const leaves = createLeafStandings({
    callId: fromBase64Url(callId),
    callKeys,
    onChange() {
      showGroup()
      onStanding()
    },
  })
  /** Account and stay, as the server announced them: a leaf that has only one of the two is a stranger's. */
  const personOf = ({ identity }: GroupMember): CallPerson | undefined =>
    getState().call.people.find((person) => identityOf(person) === identity)
  const groupOf = (person: Participant): { inGroup: boolean; leaf: LeafStanding } => {
    const member = members.find(({ identity }) => identity === identityOf(person))
    if (!member) return { inGroup: encryption === 'open', leaf: 'unchecked' }
    // What we are is not for the server to say.
    return { inGroup: true, leaf: person.id === ownId ? 'vouched' : leaves.of(member) }
  }

  const asPerson = (participant: Participant): CallPerson => {
    const before = getState().call.people.find(({ id }) => id === participant.id)
    return {
      ...participant,
      self: participant.id === ownId,
      ...groupOf(participant),
      speaking: before?.speaking ?? false,
      undecryptable: before?.undecryptable ?? false,
    }
  }

  const isKnown = (member: GroupMember): boolean => {
    const person = personOf(member)
    if (person) return person.leaf !== 'refused'
    const at = leftAtMs.get(member.identity)
    return at !== undefined && clock.now() - at < removalWithinMs
  }

  const showGroup = (): void => {
    if (getState().call.ownId !== ownId) return
    for (const person of getState().call.people) {
      const change = groupOf(person)
      const isSame = person.inGroup === change.inGroup && person.leaf === change.leaf
      if (!isSame) dispatch(personChanged({ id: person.id, change }))
    }
    const unknownInGroup = members.filter((member) => !isKnown(member)).map(({ identity }) => identity)
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
      const person = getState().call.people.find((other) => other.id === id)
      dispatch(personLeft(id))
      if (person) leftAtMs.set(identityOf(person), clock.now())
      clock.setTimeout(showGroup, removalWithinMs)
    },
    group(next: GroupMember[]): void {
      members = next
      leaves.follow(next.filter(({ participantId }) => participantId !== ownId))
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

    /** Who plays in a slot: by the key that opens it, else as announced. Nobody, where the leaf is not theirs. */
    inSlot(slot: number): ParticipantId | undefined {
      const leafIndex = heard.get(slot)
      const member = members.find((candidate) => candidate.leafIndex === leafIndex)
      const { people } = getState().call
      const person = member ? personOf(member) : people.find(({ id }) => id === announced[slot])
      return person && person.leaf !== 'refused' ? person.id : undefined
    },
    slotOf(id: ParticipantId): number | undefined {
      const slot = announced.findIndex((_, index) => this.inSlot(index) === id)
      return slot < 0 ? undefined : slot
    },
    userOf: (id: ParticipantId): string | undefined =>
      getState().call.people.find((person) => person.id === id)?.userId,
    slots: (): number => announced.length,
    close: leaves.close,
  }
}
