import { type CiphersuiteImpl, makePskIndex, processPublicMessage } from 'ts-mls'
import { isAllowedCommit, removedLeaves } from './commit-rules.ts'
import { type GroupEpoch, groupEpochOf } from './group-epoch.ts'
import type { CommitMessage } from './message.ts'

export type Applied = { kind: 'applied'; next: GroupEpoch } | { kind: 'removed' } | { kind: 'rejected' }

const rejected: Applied = { kind: 'rejected' }

/** Applies a commit of the current epoch. Never throws: whatever the library cannot take in is rejected (SPEC M7). */
export async function applyCommit(
  { state }: GroupEpoch,
  { message, content }: CommitMessage,
  cipherSuite: CiphersuiteImpl,
): Promise<Applied> {
  if (!isAllowedCommit(content, state.ratchetTree)) return rejected
  let replacesUs = false
  try {
    const { newState } = await processPublicMessage(
      state,
      message,
      makePskIndex(undefined, {}),
      cipherSuite,
      (incoming) => {
        // The framing's signature has been verified by now. An entry that replaces our leaf cannot be followed from it.
        const proposals = incoming.kind === 'commit' ? incoming.proposals.map(({ proposal }) => proposal) : []
        const isEntry = content.sender.senderType === 'new_member_commit'
        replacesUs = isEntry && removedLeaves(proposals).includes(state.privatePath.leafIndex)
        return replacesUs ? 'reject' : 'accept'
      },
    )
    if (replacesUs || newState.groupActiveState.kind === 'removedFromGroup') return { kind: 'removed' }
    const next = await groupEpochOf(newState, cipherSuite)
    return next ? { kind: 'applied', next } : rejected
  } catch {
    return rejected
  }
}
