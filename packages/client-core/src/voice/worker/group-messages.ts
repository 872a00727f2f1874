import type { GroupState, ParticipantId } from '@chaos/protocol'
import type { GroupMember, GroupMessage, GroupRefusal } from '../group-session.ts'

/** From the page to the group worker. A new `open` ends the group before. */
export type ToGroupWorker =
  | { type: 'open'; session: number; callId: Uint8Array; identity: string; keys: MessagePort }
  | { type: 'start' | 'state'; group: GroupState }
  | { type: 'accepted' }
  | { type: 'refused'; reason: GroupRefusal; group: GroupState }
  | { type: 'committed'; epoch: number; commit: string }
  | { type: 'vouched'; voucher: string | null }
  | { type: 'present'; participantIds: readonly ParticipantId[] }
  | { type: 'close' }

export type GroupNews =
  | { type: 'send'; message: GroupMessage }
  /** Our leaf's key, for a device to speak for. */
  | { type: 'leaf_key'; signatureKey: Uint8Array }
  | { type: 'epoch'; epoch: number; members: GroupMember[] }
  | { type: 'privacy_code'; epoch: number; code: string }

/** From the group worker to the page, with the number of the group it is about. */
export type FromGroupWorker = { session: number; news: GroupNews }
