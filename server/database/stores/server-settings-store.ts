import { sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { serverSettings } from '../schema.ts'

export type ServerSettingsStore = ReturnType<typeof createServerSettingsStore>

export function createServerSettingsStore(db: Database) {
  return {
    /** As they were written, by whatever version; null when nobody has changed any. */
    async read(): Promise<unknown> {
      const [row] = await db.select({ settings: serverSettings.settings }).from(serverSettings)
      return row?.settings ?? null
    },

    /** Writes the named ones and leaves the others. */
    async merge(change: object): Promise<void> {
      await db
        .insert(serverSettings)
        .values({ id: 1, settings: change })
        .onConflictDoUpdate({
          target: serverSettings.id,
          set: { settings: sql`${serverSettings.settings} || excluded.settings`, updatedAt: sql`now()` },
        })
    },
  }
}
