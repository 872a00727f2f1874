import type { Device, Place } from '@chaos/client-core'
import { formatShortDay } from '../../assets/messages/formats.ts'
import { t } from '../../assets/messages/t.ts'

export function deviceWords({ browser, system, kind }: Device): string {
  if (browser && system) return t('session.browserOn', { browser, system })
  return browser ?? system ?? t(kind === 'program' ? 'session.program' : 'session.unknown')
}

export function placeWords({ ip, kind }: Place): string {
  if (kind === 'server') return t('session.placeServer')
  return kind === 'local' ? t('session.placeLocal', { ip }) : ip
}

const units = [
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
] as const
const ago = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' })

/** A time of the past as people say it; after a month its date. */
export function timeWords(instant: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(instant)) / 1000)
  if (seconds < 60) return t('session.justNow')
  if (seconds > 30 * 86_400) return formatShortDay(instant)
  const [unit, length] = units.findLast(([, least]) => seconds >= least) ?? units[0]
  return ago.format(-Math.floor(seconds / length), unit)
}
