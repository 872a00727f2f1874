import type { ServerSettings, ServerSettingsChange } from '@chaos/protocol'
import type { AuditLog } from '../audit-log.ts'
import type { ServerSettingsService } from '../server-settings.ts'
import type { Administrator } from './user-administration.ts'

type Deps = { settings: ServerSettingsService; audit: AuditLog }
export type SettingsAdministration = ReturnType<typeof createSettingsAdministration>

type Value = ServerSettings[keyof ServerSettings]

/** How long a text may be that stands in the audit log. */
const longest = 100
const short = (value: Value): Value =>
  typeof value === 'string' && value.length > longest ? `${value.slice(0, longest)}…` : value

export function createSettingsAdministration({ settings, audit }: Deps) {
  return {
    get: settings.get,

    /** Writes down each setting that is now another, with what it was before. */
    async change({ viewer, client }: Administrator, change: ServerSettingsChange): Promise<ServerSettings> {
      const before: Record<string, Value> = await settings.get()
      const after = await settings.change(change)
      const changed = Object.entries(after).filter(([name, value]) => before[name] !== value)
      if (changed.length === 0) return after
      const details: Record<string, Value> = {}
      for (const [name, value] of changed) {
        details[`${name}.before`] = short(before[name] ?? '')
        details[`${name}.after`] = short(value)
      }
      await audit.record({
        ...{ action: 'settings.changed', actorId: viewer.userId, sessionId: viewer.sessionId, ip: client.ip },
        details,
      })
      return after
    },
  }
}
