import type { SecurityEvent } from '@chaos/client-core'
import { english } from '../../assets/messages/catalogue.ts'
import { type MessageKey, t } from '../../assets/messages/t.ts'

type PlainKey = Extract<MessageKey, `audit.${string}` | `serverLog.${string}`>
const isKey = (key: string): key is PlainKey => key in english
// None of these texts takes values, which the union of keys cannot express.
const plain = (key: PlainKey) => (t as (key: MessageKey) => string)(key)

/** What happened, as the person would say it. What is about nobody has the same words in every log. */
export function auditWords({ action, details }: Pick<SecurityEvent, 'action' | 'details'>): string {
  const because = `audit.because.${String(details.because)}`
  if (action === 'session.revoked' && isKey(because)) return plain(because)
  const key = `audit.${action}`
  if (isKey(key)) return plain(key)
  const shared = `serverLog.${action}`
  return isKey(shared) ? plain(shared) : action.replace(/[._]/g, ' ')
}
