import type { ServerSettings, ServerSettingsChange } from '@chaos/protocol'
import { changedDetails } from '../../utils/changed-details.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ServerSettingsService } from '../server-settings.ts'
import type { Administrator } from './user-administration.ts'

type Deps = { settings: ServerSettingsService; audit: AuditLog }
export type SettingsAdministration = ReturnType<typeof createSettingsAdministration>

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- settings come from their schema, which is closed
const keysOf = (settings: ServerSettings) => Object.keys(settings) as (keyof ServerSettings)[]

export function createSettingsAdministration({ settings, audit }: Deps) {
  return {
    get: settings.get,

    /** Writes down each setting that is now another, with what it was before. */
    async change({ viewer, client }: Administrator, change: ServerSettingsChange): Promise<ServerSettings> {
      const before = await settings.get()
      const after = await settings.change(change)
      const details = changedDetails(before, after, keysOf(after))
      if (Object.keys(details).length === 0) return after
      await audit.record({
        ...{ action: 'settings.changed', actorId: viewer.userId, sessionId: viewer.sessionId, ip: client.ip },
        details,
      })
      return after
    },
  }
}
