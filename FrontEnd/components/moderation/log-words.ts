import type { CommunityAuditEntry } from '@chaos/protocol'
import { english } from '../../assets/messages/catalogue.ts'
import { type MessageKey, t } from '../../assets/messages/t.ts'
import { formatInstant } from '../../assets/messages/formats.ts'

type Details = CommunityAuditEntry['details']
type DetailKey = Extract<MessageKey, `logDetail.${string}`>
const isDetail = (key: string): key is DetailKey => key in english

/** What an entry says besides who and whom; ids and what is empty say nothing to people. */
const hidden: ReadonlySet<string> = new Set(['report', 'channelId', 'toChannelId'])

const nameOf = (name: string): string => {
  const key = `logDetail.${name}`
  // None of these texts takes values, which the union of keys cannot express.
  return isDetail(key) ? (t as (key: MessageKey) => string)(key) : name
}

function valueOf(name: string, value: Details[string] | undefined): string {
  if (value === null || value === undefined || value === '') return t('log.nothing')
  if (typeof value === 'boolean') return value ? t('log.yes') : t('log.no')
  return name === 'until' ? formatInstant(String(value)) : String(value)
}

/** What changed, in words: "Nickname: Ann → Anna", "Reason: Spam". */
export function changeWords(details: Details): string[] {
  const names = new Set(Object.keys(details).map((name) => name.replace(/\.(before|after)$/, '')))
  return [...names].flatMap((name) => {
    const [before, after] = [`${name}.before`, `${name}.after`]
    if (before in details || after in details)
      return t('log.changed', {
        what: nameOf(name),
        before: valueOf(name, details[before]),
        after: valueOf(name, details[after]),
      })
    const value = details[name]
    if (hidden.has(name) || value === '' || value === null || value === 0) return []
    return t('log.detail', { what: nameOf(name), value: valueOf(name, value) })
  })
}
