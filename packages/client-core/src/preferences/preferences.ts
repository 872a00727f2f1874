import { matches, parseJson } from '../api/check.ts'
import type { TextStorage } from '../platform.ts'
import { defaultPreferences, Preferences, preferencesChanged } from '../state/preferences-slice.ts'
import type { Store } from '../state/store.ts'

const storageKey = 'chaos.preferences'

/** What was kept, with defaults for what was not, or all defaults when it is of another shape. */
export function readPreferences(storage: TextStorage): Preferences {
  const kept = parseJson(storage.get(storageKey) ?? '{}')
  const merged = { ...defaultPreferences, ...(typeof kept === 'object' ? kept : {}) }
  return matches(Preferences, merged) ? merged : defaultPreferences
}

export interface PreferenceCommands {
  change(change: Partial<Preferences>): void
}

/** Loads the preferences into the store and keeps every later change. `close` ends that. */
export function createPreferences(store: Store, storage: TextStorage) {
  store.dispatch(preferencesChanged(readPreferences(storage)))
  let kept = store.getState().preferences
  const stop = store.subscribe(() => {
    const { preferences } = store.getState()
    if (preferences === kept) return
    kept = preferences
    storage.set(storageKey, JSON.stringify(preferences))
  })
  const commands: PreferenceCommands = { change: (change) => void store.dispatch(preferencesChanged(change)) }
  return { commands, close: stop }
}
