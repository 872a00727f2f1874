import type { ApiFailure } from '@chaos/client-core'
import { english } from '../../assets/messages/catalogue.ts'
import { type MessageKey, t } from '../../assets/messages/t.ts'

type FailureKey = Extract<MessageKey, `failure.${string}`>
const isKey = (key: string): key is FailureKey => key in english

/** What happened and what to do, in words for the person. */
export function failureText({ code }: Pick<ApiFailure, 'code'>): string {
  const key = `failure.${code}`
  // None of these texts takes values, which the union of keys cannot express.
  return isKey(key) ? (t as (key: MessageKey) => string)(key) : t('failure.other')
}
