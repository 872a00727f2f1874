/** How long each further member waits before it does what the lowest leaf should have done, ms. */
const stepMs = 1_000

type Leaf = { leafIndex: number; present: boolean }

export type RemovalTurn = { leafIndexes: number[]; afterMs: number }

/**
 * Which leaves have to go, and when it is our turn to remove them: the lowest leaf that is present acts at once, the
 * next ones after a second each, in case the first cannot. Undefined when nobody has to go.
 */
export function removalTurn(leaves: readonly Leaf[], ownLeafIndex: number): RemovalTurn | undefined {
  const leafIndexes = leaves.filter((leaf) => !leaf.present).map(({ leafIndex }) => leafIndex)
  if (leafIndexes.length === 0) return undefined
  const before = leaves.filter((leaf) => leaf.present && leaf.leafIndex < ownLeafIndex).length
  return { leafIndexes, afterMs: before * stepMs }
}
