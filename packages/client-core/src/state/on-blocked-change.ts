import type { Store } from './store.ts'

/** Calls back after the viewer has blocked somebody, or no longer does. Returns the undo. */
export function onBlockedChange({ getState, subscribe }: Store, listener: () => void): () => void {
  let { blocked } = getState().people
  return subscribe(() => {
    const next = getState().people.blocked
    if (next === blocked) return
    blocked = next
    listener()
  })
}
