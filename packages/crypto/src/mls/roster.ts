import type { LeafNode, RatchetTree } from 'ts-mls'
import type { CallMember } from './call-group.ts'
import { nameOf } from './identity.ts'

/** A leaf sits at every even node of the tree's array (RFC 9420 appendix C). */
export function leafAt(tree: RatchetTree, leafIndex: number): LeafNode | undefined {
  const node = tree[leafIndex * 2]
  return node?.nodeType === 'leaf' ? node.leaf : undefined
}

export function leavesOf(tree: RatchetTree): { leafIndex: number; leaf: LeafNode }[] {
  return tree.flatMap((node, index) => (node?.nodeType === 'leaf' ? [{ leafIndex: index / 2, leaf: node.leaf }] : []))
}

/** `undefined` when a leaf has no identity of ours or two leaves have the same (SPEC M2, M3). */
export function rosterOf(tree: RatchetTree): readonly CallMember[] | undefined {
  const seen = new Set<string>()
  const members: CallMember[] = []
  for (const { leafIndex, leaf } of leavesOf(tree)) {
    const name = nameOf(leaf.credential)
    if (name === undefined || seen.has(name.identity)) return undefined
    seen.add(name.identity)
    members.push({ leafIndex, ...name, signatureKey: leaf.signaturePublicKey.slice() })
  }
  return members
}
