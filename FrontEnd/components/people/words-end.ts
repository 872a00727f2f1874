/** When words about now go away by themselves. */
export const wordsEnds = ['never', 'halfHour', 'hour', 'fourHours', 'tomorrow'] as const
export type WordsEnd = (typeof wordsEnds)[number]

const minuteMs = 60_000
const afterMs: Record<Exclude<WordsEnd, 'never' | 'tomorrow'>, number> = {
  halfHour: 30 * minuteMs,
  hour: 60 * minuteMs,
  fourHours: 240 * minuteMs,
}

/** As a point in time (RFC 3339); the next midnight is that of this device. */
export function wordsUntil(end: WordsEnd, now: Date): string | null {
  if (end === 'never') return null
  if (end !== 'tomorrow') return new Date(now.getTime() + afterMs[end]).toISOString()
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString()
}
