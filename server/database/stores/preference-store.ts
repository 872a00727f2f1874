import type { PreferencesState, SyncedPreferences, UserId } from '@chaos/protocol'
import { and, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { preferences } from '../schema.ts'

export type PreferenceStore = ReturnType<typeof createPreferenceStore>

/** Beyond it nothing more is kept, bytes of JSON: some 800 people with a volume of their own. */
const mostBytes = 40_000

const state = { version: preferences.version, values: preferences.chosen }

export function createPreferenceStore(db: Database) {
  return {
    async find(userId: UserId): Promise<PreferencesState> {
      const [found] = await db.select(state).from(preferences).where(eq(preferences.userId, userId))
      return found ?? { version: 0, values: {} }
    },

    /** Sets the named keys, in one statement, so that changes from two devices both stay. null: there is no room. */
    async merge(userId: UserId, { volumes = {}, ...change }: SyncedPreferences): Promise<PreferencesState | null> {
      await db.insert(preferences).values({ userId, version: 0, chosen: {} }).onConflictDoNothing()
      const [plain, loud] = [JSON.stringify(change), JSON.stringify(volumes)]
      const ordinary = Object.entries(volumes).flatMap(([id, volume]) => (volume === 1 ? [id] : []))
      const without = sql`${sql.param(ordinary)}::text[]`
      const mixed = sql`(coalesce(${preferences.chosen}->'volumes', '{}') || ${loud}::jsonb) - ${without}`
      const merged = sql`${preferences.chosen} || ${plain}::jsonb || jsonb_build_object('volumes', ${mixed})`
      const [changed] = await db
        .update(preferences)
        .set({ version: sql`${preferences.version} + 1`, chosen: merged })
        .where(and(eq(preferences.userId, userId), sql`octet_length((${merged})::text) <= ${mostBytes}`))
        .returning(state)
      return changed ?? null
    },
  }
}
