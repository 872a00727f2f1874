/** How dates and numbers are written; undefined: as the device does. */
let locale: string | undefined

export function writeNumbersAs(next: string): void {
  locale = next === 'system' ? undefined : next
}

export const formatInstant = (instant: string): string =>
  new Date(instant).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' })

/** In a line with other words. */
export const formatShortDay = (instant: string): string =>
  new Date(instant).toLocaleDateString(locale, { dateStyle: 'medium' })

export const formatDay = (instant: string): string =>
  new Date(instant).toLocaleDateString(locale, { dateStyle: 'long' })

/** The time of day. */
export const formatTime = (instant: string): string =>
  new Date(instant).toLocaleTimeString(locale, { timeStyle: 'short' })

const two = (value: number): string => String(value).padStart(2, '0')

/** A length or a place in a recording: `1:05`, `1:00:05`. */
export function formatLength(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`
}

const steps = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export function formatBytes(bytes: number): string {
  const step = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), steps.length - 1)
  const unit = steps[step] ?? 'byte'
  return (bytes / 1000 ** step).toLocaleString(locale, { style: 'unit', unit, maximumFractionDigits: 1 })
}

/** A locale's name in itself, as people who want it know it. */
export const nameOfLocale = (tag: string): string => new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
