import type { Figure } from '../../../packages/crypto/bench/figures.ts'
import { measureKeys, type Stage } from '../../../packages/crypto/bench/keys-rounds.ts'

/** What the worker of the benchmark says to its page. */
export type Said = { stage: Stage } | { figures: readonly Figure[] } | { failed: string }

const say = (said: Said): void => self.postMessage(said)

measureKeys((stage) => say({ stage })).then(
  (figures) => say({ figures }),
  (error: unknown) => say({ failed: String(error) }),
)
