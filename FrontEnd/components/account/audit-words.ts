import type { SecurityEvent } from '@chaos/client-core'
import { english } from '../../assets/messages/catalogue.ts'
import { type MessageKey, t } from '../../assets/messages/t.ts'

type PlainKey = Extract<MessageKey, `audit.${string}` | `audit.because.${string}`>
const isKey = (key: string): key is PlainKey => key in english
// None of these texts takes values, which the union of keys cannot express.
const plain = (key: PlainKey) => (t as (key: MessageKey) => string)(key)

/** What happened, as the person would say it. */
export function auditWords({ action, details }: Pick<SecurityEvent, 'action' | 'details'>): string {
  const because = `audit.because.${String(details.because)}`
  if (action === 'session.revoked' && isKey(because)) return plain(because)
  const key = `audit.${action}`
  return isKey(key) ? plain(key) : action.replace(/[._]/g, ' ')
}
