import type { UnknownAction } from '@reduxjs/toolkit'
import type { Dispatch } from './store.ts'

/** A reply on its way may be older than what is told meanwhile. So those facts are told once more after it, in their order. */
export function createFactsMeanwhile(dispatch: Dispatch) {
  const open = new Set<UnknownAction[]>()
  return {
    /** A fact that may be told twice. */
    tell(fact: UnknownAction): void {
      dispatch(fact)
      for (const facts of open) facts.push(fact)
    },
    /** Asks, and puts the answer where facts have changed what it replaces. */
    async read<Answer>(ask: () => Promise<Answer>, put: (answer: Answer) => void): Promise<void> {
      const facts: UnknownAction[] = []
      open.add(facts)
      const answer = await ask().finally(() => open.delete(facts))
      put(answer)
      for (const fact of facts) dispatch(fact)
    },
  }
}
