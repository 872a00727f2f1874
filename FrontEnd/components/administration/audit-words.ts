import type { ServerAuditEntry } from '@chaos/client-core/administration'
import { english } from '../../assets/messages/catalogue.ts'
import { t } from '../../assets/messages/t.ts'

type Entry = Pick<ServerAuditEntry, 'action' | 'subject' | 'actor' | 'ip' | 'details'>

/** Each of these texts takes the subject, or nothing. */
type ActionKey = 'serverLog.account.registered'
const isKey = (key: string): key is ActionKey => key in english

const nameOf = ({ subject }: Pick<Entry, 'subject'>): string => subject?.userName ?? t('serverLog.somebody')

/** What happened, in a sentence. */
export function auditWords(entry: Pick<Entry, 'action' | 'subject'>): string {
  const key = `serverLog.${entry.action}`
  const subject = nameOf(entry)
  return isKey(key) ? t(key, { subject }) : t('serverLog.other', { action: entry.action, subject })
}

/** A short name of an action, for a list to choose from. */
export const actionWords = (action: Entry['action']): string => auditWords({ action, subject: null })

/** Who did it when that was somebody else, from where, and the rest that was written down. */
export function auditDetails({ actor, subject, ip, details }: Entry): string[] {
  const others = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`)
  return [
    ...(actor && actor.id !== subject?.id ? [t('serverLog.by', { name: actor.userName })] : []),
    ...(ip === null || ip === '' ? [] : [t('serverLog.address', { ip })]),
    ...others,
  ]
}
