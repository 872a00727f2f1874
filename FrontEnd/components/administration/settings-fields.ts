import type { ServerSettings } from '@chaos/client-core/administration'
import { t } from '../../assets/messages/t.ts'

type Days = 'sessionDays' | 'idleSessionDays'
/** Numbers as they were typed. */
export type SettingsDraft = Omit<ServerSettings, Days> & Record<Days, string>
export type SettingsErrors = Partial<Record<keyof SettingsDraft, string>>

export const draftOf = (settings: ServerSettings): SettingsDraft => ({
  ...settings,
  sessionDays: String(settings.sessionDays),
  idleSessionDays: String(settings.idleSessionDays),
})

const isDays = (text: string) => /^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 365

/** What has to be put right, or what to send. The server has the last word. */
export function readSettings(draft: SettingsDraft): { errors: SettingsErrors; settings: ServerSettings | null } {
  const errors: SettingsErrors = {
    ...(draft.serverName.trim() === '' ? { serverName: t('server.needName') } : {}),
    ...(isDays(draft.sessionDays) ? {} : { sessionDays: t('server.days') }),
    ...(isDays(draft.idleSessionDays) ? {} : { idleSessionDays: t('server.days') }),
  }
  if (Object.keys(errors).length > 0) return { errors, settings: null }
  const days = { sessionDays: Number(draft.sessionDays), idleSessionDays: Number(draft.idleSessionDays) }
  return { errors, settings: { ...draft, ...days, serverName: draft.serverName.trim() } }
}
