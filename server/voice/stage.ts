import type { Floor, Participant, Permission, RoomKind } from '@chaos/protocol'
import { ForbiddenError } from '../utils/domain-error.ts'

/** Somebody in the room, as far as the word is concerned. */
export type StagePeer = {
  readonly participant: Pick<Participant, 'id' | 'floor'>
  readonly permissions: ReadonlySet<Permission>
}

const free: Floor = { kind: 'free' }
const speaker: Floor = { kind: 'speaker' }
const listener: Floor = { kind: 'listener', hand: null, invited: false }

/** What somebody enters with. On a stage who leads it speaks and the rest listen; whoever comes back is what they were. */
export function floorAtEntry(kind: RoomKind, permissions: ReadonlySet<Permission>, before?: Floor): Floor {
  if (kind === 'away') return listener
  if (kind === 'voice') return free
  if (before && before.kind !== 'free') return before
  return permissions.has('manage_stage') ? speaker : listener
}

/** Whether somebody may be heard, if no moderator muted them. On a stage the floor alone decides. */
export const hasVoice = ({ kind }: Floor, permissions: ReadonlySet<Permission>): boolean =>
  kind !== 'free' || permissions.has('speak')

const leads = ({ permissions }: StagePeer): boolean => permissions.has('manage_stage')

const requireLead = (by: StagePeer): void => {
  if (!leads(by)) throw new ForbiddenError('Only people who lead the stage can do that.')
}
const requireOwnOrLead = (by: StagePeer, other: StagePeer): void => {
  if (by.participant.id !== other.participant.id) requireLead(by)
}

export type Stage = ReturnType<typeof createStage>

/** Who has the word in one room. Every step gives the floor that somebody has from then on, or refuses. */
export function createStage() {
  let lastPlace = 0

  return {
    /** Asks for the word; who leads the stage or was invited takes it at once. */
    raise(by: StagePeer): Floor {
      const { floor } = by.participant
      if (floor.kind !== 'listener') return floor
      if (leads(by) || floor.invited) return speaker
      if (!by.permissions.has('request_to_speak')) throw new ForbiddenError('You may not ask to speak here.')
      if (floor.hand !== null) return floor
      lastPlace += 1
      return { ...floor, hand: lastPlace }
    },

    lower(by: StagePeer, other: StagePeer): Floor {
      requireOwnOrLead(by, other)
      const { floor } = other.participant
      return floor.kind === 'listener' ? listener : floor
    },

    /** Nobody's microphone is opened by somebody else: without a hand up this is an invitation. */
    allow(by: StagePeer, other: StagePeer): Floor {
      requireLead(by)
      const { floor } = other.participant
      if (floor.kind !== 'listener') return floor
      return floor.hand === null ? { ...floor, invited: true } : speaker
    },

    dismiss(by: StagePeer, other: StagePeer): Floor {
      requireOwnOrLead(by, other)
      const { floor } = other.participant
      return floor.kind === 'speaker' ? listener : floor
    },
  }
}
