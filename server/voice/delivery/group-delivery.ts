import { readCommitHeader, readGroupInfoHeader } from '@chaos/crypto/delivery'
import { type GroupState, voiceLimits } from '@chaos/protocol'

export type Accepted = { kind: 'accepted'; epoch: number }
export type Refused = { kind: 'refused'; reason: 'stale_epoch' | 'other_call' | 'malformed' }
export type DeliveryOutcome = Accepted | Refused

export type Commit = { epoch: number; commit: string; groupInfo: string }

export type GroupDelivery = ReturnType<typeof createGroupDelivery>

/**
 * The delivery service of one call's MLS group (RFC 9420 §14, RFC 9750 §5): it puts commits in one order by taking
 * the first for each epoch, and hands newcomers the GroupInfo they enter by. It holds no secrets.
 *
 * @param callId the MLS group id
 */
export function createGroupDelivery(callId: Buffer) {
  let state: GroupState = null

  const checkGroupInfo = (groupInfo: string, epoch: number): Refused | undefined => {
    const header = readGroupInfoHeader(Buffer.from(groupInfo, 'base64url'), voiceLimits.groupInfoBytes)
    if (header.kind !== 'group_info') return { kind: 'refused', reason: 'malformed' }
    if (!callId.equals(header.groupId)) return { kind: 'refused', reason: 'other_call' }
    return header.epoch === epoch ? undefined : { kind: 'refused', reason: 'malformed' }
  }

  const accept = (epoch: number, groupInfo: string): Accepted => {
    state = { epoch, groupInfo }
    return { kind: 'accepted', epoch }
  }

  return {
    state: (): GroupState => state,

    /**
     * The first participant's new group. Somebody who is alone in the call may begin anew, since a group that only
     * an earlier self of theirs belonged to helps nobody.
     */
    create(groupInfo: string, alone: boolean): DeliveryOutcome {
      if (state && !alone) return { kind: 'refused', reason: 'stale_epoch' }
      return checkGroupInfo(groupInfo, 0) ?? accept(0, groupInfo)
    },

    commit({ epoch, commit, groupInfo }: Commit): DeliveryOutcome {
      if (state?.epoch !== epoch) return { kind: 'refused', reason: 'stale_epoch' }
      const header = readCommitHeader(Buffer.from(commit, 'base64url'), voiceLimits.commitBytes)
      if (header.kind !== 'commit' || header.epoch !== epoch) return { kind: 'refused', reason: 'malformed' }
      if (!callId.equals(header.groupId)) return { kind: 'refused', reason: 'other_call' }
      return checkGroupInfo(groupInfo, epoch + 1) ?? accept(epoch + 1, groupInfo)
    },
  }
}
