import type { PreferencesState, SyncedPreferences } from '@chaos/protocol'
import type { PreferenceStore } from '../../database/stores/preference-store.ts'
import { LimitReachedError } from '../../utils/domain-error.ts'
import type { Viewer } from '../viewer.ts'
import type { OwnEvents } from './own-events.ts'

type Deps = { preferences: PreferenceStore; events: OwnEvents }
export type PreferenceService = ReturnType<typeof createPreferenceService>

export function createPreferenceService({ preferences, events }: Deps) {
  return {
    own: ({ userId }: Viewer): Promise<PreferencesState> => preferences.find(userId),

    /** Sets the named keys and tells the account's devices. Throws {@link LimitReachedError}. */
    async change({ userId }: Viewer, change: SyncedPreferences): Promise<PreferencesState> {
      if (Object.keys(change).length === 0) return preferences.find(userId)
      const state = await preferences.merge(userId, change)
      if (!state) throw new LimitReachedError('these are more preferences than are kept')
      events.publish(userId, { type: 'preferences.changed', ...state })
      return state
    },
  }
}
