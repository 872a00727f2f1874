import { defaultServerSettings, ServerSettings, type ServerSettingsChange } from '@chaos/protocol'
import { Value } from 'typebox/value'
import type { ServerSettingsStore } from '../database/stores/server-settings-store.ts'

/** How old a setting may be that another process of the cluster has changed. */
const keepMs = 5_000

export type ServerSettingsService = ReturnType<typeof createServerSettings>

/** @param now monotonic, ms */
export function createServerSettings(store: ServerSettingsStore, now: () => number = () => performance.now()) {
  let cached: { settings: Promise<ServerSettings>; until: number } | null = null

  async function read(): Promise<ServerSettings> {
    const kept = await store.read()
    const merged = { ...defaultServerSettings, ...(typeof kept === 'object' ? kept : {}) }
    // An older or newer version may have left names that this one does not know.
    return Value.Parse(ServerSettings, Value.Clean(ServerSettings, merged))
  }
  async function get(): Promise<ServerSettings> {
    if (!cached || cached.until <= now()) {
      const settings = read()
      cached = { settings, until: now() + keepMs }
      settings.catch(() => (cached = null))
    }
    return cached.settings
  }

  return {
    get,
    async change(change: ServerSettingsChange): Promise<ServerSettings> {
      await store.merge(change)
      cached = null
      return get()
    },
  }
}
