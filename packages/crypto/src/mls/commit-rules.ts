import type { LeafNode, Proposal, RatchetTree } from 'ts-mls'
import { equalBytes } from '../platform.ts'
import { identityOf, isSameCredential } from './identity.ts'
import type { CommitContent } from './message.ts'
import { leafAt, leavesOf } from './roster.ts'

/**
 * What a call lets a commit do, beyond what RFC 9420 asks of any: members remove leaves, newcomers enter and replace their
 * own stale leaf, and nobody changes who anybody is (SPEC M5, M6). Signatures are verified elsewhere.
 */
export function isAllowedCommit({ sender, commit }: CommitContent, tree: RatchetTree): boolean {
  const proposals = commit.proposals.flatMap((entry) =>
    entry.proposalOrRefType === 'proposal' ? [entry.proposal] : [],
  )
  const leaf = commit.path?.leafNode
  if (!leaf || leaf.extensions.length > 0 || proposals.length < commit.proposals.length) return false
  if (sender.senderType === 'member') return isAllowedByMember(proposals, leaf, leafAt(tree, sender.leafIndex))
  return sender.senderType === 'new_member_commit' && isAllowedEntry(proposals, leaf, tree)
}

export const removedLeaves = (proposals: readonly Proposal[]): number[] =>
  proposals.flatMap((proposal) => (proposal.proposalType === 'remove' ? [proposal.remove.removed] : []))

function isAllowedByMember(proposals: readonly Proposal[], leaf: LeafNode, before: LeafNode | undefined): boolean {
  if (!before || removedLeaves(proposals).length < proposals.length) return false
  const keepsKey = equalBytes(leaf.signaturePublicKey, before.signaturePublicKey)
  return keepsKey && isSameCredential(leaf.credential, before.credential)
}

function isAllowedEntry(proposals: readonly Proposal[], leaf: LeafNode, tree: RatchetTree): boolean {
  const removed = removedLeaves(proposals)
  const inits = proposals.filter((proposal) => proposal.proposalType === 'external_init')
  if (inits.length !== 1 || removed.length > 1 || inits.length + removed.length < proposals.length) return false

  const identity = identityOf(leaf.credential)
  if (identity === undefined) return false
  const [staleIndex] = removed
  const stale = staleIndex === undefined ? undefined : leafAt(tree, staleIndex)
  if (removed.length === 1 && (!stale || identityOf(stale.credential) !== identity)) return false
  const others = leavesOf(tree).filter((other) => other.leafIndex !== staleIndex)
  return others.every((other) => identityOf(other.leaf.credential) !== identity && sharesNoKey(leaf, other.leaf))
}

const sharesNoKey = (a: LeafNode, b: LeafNode): boolean =>
  !equalBytes(a.signaturePublicKey, b.signaturePublicKey) && !equalBytes(a.hpkePublicKey, b.hpkePublicKey)
