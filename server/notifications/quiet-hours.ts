import type { QuietHours } from '@chaos/protocol'

const formats = new Map<string, Intl.DateTimeFormat>()

/** Throws a RangeError for a time zone that there is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  formats.set(timeZone, made)
  return made
}

export function isTimeZone(timeZone: string): boolean {
  try {
    formatOf(timeZone)
    return true
  } catch {
    return false
  }
}

/** What a clock on the wall says there, in minutes after midnight. */
export function minuteOfDay(at: Date, timeZone: string): number {
  const [hour = 0, minute = 0] = formatOf(timeZone)
    .formatToParts(at)
    .flatMap(({ type, value }) => (type === 'hour' || type === 'minute' ? [Number(value)] : []))
  return hour * 60 + minute
}

/**
 * Whether a moment is within quiet hours, the first minute included and the last not. They go by the clock on the wall:
 * when that is put forward or back, the night is an hour shorter or longer.
 */
export function isQuiet({ fromMinute, toMinute, timeZone }: QuietHours, at: Date): boolean {
  const now = minuteOfDay(at, timeZone)
  return fromMinute < toMinute ? now >= fromMinute && now < toMinute : now >= fromMinute || now < toMinute
}
