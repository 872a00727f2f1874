/** What each process knows by key, seen from all of them. Values are plain JSON. */
export type SharedMap<V> = {
  /** Says what this process knows. */
  set(key: string, value: V): void
  delete(key: string): void
  /** What all processes know, this one's first. */
  get(key: string): V[]
  /** Calls back after what any process knows of a key has changed. Returns the undo. */
  onChange(listener: (key: string) => void): () => void
}

/** Of this process alone. */
export function createSharedMap<V>(): SharedMap<V> {
  const values = new Map<string, V>()
  const listeners = new Set<{ listener: (key: string) => void }>()
  const changed = (key: string): void => {
    for (const { listener } of [...listeners]) listener(key)
  }
  return {
    set(key, value) {
      if (values.has(key) && values.get(key) === value) return
      values.set(key, value)
      changed(key)
    },
    delete(key) {
      if (values.delete(key)) changed(key)
    },
    get(key) {
      const value = values.get(key)
      return value === undefined ? [] : [value]
    },
    onChange(listener) {
      const entry = { listener }
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
  }
}
