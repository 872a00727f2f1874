/**
 * What every process knows by itself and all may read: each sets values of its own under a key, and sees those that the
 * others set under the same key. A process that is gone takes its values with it.
 */
export type SharedMap<Value> = {
  /** Says what this process knows; what is the same as before is not said again. */
  set(key: string, value: Value): void
  delete(key: string): void
  /** The values of all processes under a key, the own first. */
  get(key: string): Value[]
  /** Every key that has a value, each once. */
  keys(): Iterable<string>
  /** Called after what `get` gives for a key has changed, whoever changed it. Returns the undo. */
  onChange(listener: (key: string) => void): () => void
  /** Called as well, and after that, for each key that a process had which is gone. Returns the undo. */
  onLost(listener: (key: string) => void): () => void
}

/** The listeners of a map. */
export function createKeyListeners() {
  const listeners = new Set<{ listener: (key: string) => void }>()
  return {
    tell(key: string): void {
      for (const { listener } of [...listeners]) listener(key)
    },
    add(listener: (key: string) => void): () => void {
      const entry = { listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
  }
}
