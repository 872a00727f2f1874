import { describe, expect, it } from 'vitest'
import { isQuiet, isTimeZone, minuteOfDay } from './quiet-hours.ts'

const night = { fromMinute: 22 * 60, toMinute: 7 * 60, timeZone: 'Europe/Berlin' }
const at = (text: string) => new Date(text)

describe('quiet hours', () => {
  it('go by the clock on the wall, the first minute included and the last not', () => {
    const lunch = { fromMinute: 720, toMinute: 780, timeZone: 'Europe/Berlin' }
    const times = ['10:59:59', '11:00:00', '11:59:59', '12:00:00']
    expect(times.map((time) => isQuiet(lunch, at(`2026-01-15T${time}Z`)))).toEqual([false, true, true, false])
  })

  it('reach over midnight', () => {
    const times = ['20:59', '21:00', '23:30', '05:59', '06:00', '12:00']
    const quiet = times.map((time) => isQuiet(night, at(`2026-01-15T${time}:00Z`)))
    expect(quiet).toEqual([false, true, true, true, false, false])
  })

  it('begin and end an hour earlier in UTC when the clock is put forward', () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00.
    expect(isQuiet(night, at('2026-03-28T20:59:00Z'))).toBe(false)
    expect(isQuiet(night, at('2026-03-28T21:00:00Z'))).toBe(true)
    expect(isQuiet(night, at('2026-03-29T04:59:00Z'))).toBe(true)
    expect(isQuiet(night, at('2026-03-29T05:00:00Z'))).toBe(false)
    expect(isQuiet(night, at('2026-03-29T20:00:00Z'))).toBe(true)
  })

  it('last an hour longer when it is put back, and both the doubled hours count', () => {
    // Berlin, 25 October 2026: 03:00 becomes 02:00.
    expect(isQuiet(night, at('2026-10-24T20:00:00Z'))).toBe(true)
    const early = { fromMinute: 120, toMinute: 180, timeZone: 'Europe/Berlin' }
    expect(['00:30', '01:30', '02:30'].map((time) => isQuiet(early, at(`2026-10-25T${time}:00Z`)))).toEqual([
      true,
      true,
      false,
    ])
    expect(isQuiet(night, at('2026-10-25T05:59:00Z'))).toBe(true)
    expect(isQuiet(night, at('2026-10-25T06:00:00Z'))).toBe(false)
  })

  it('that lie in the hour which is left out do not happen that day', () => {
    const gone = { fromMinute: 120, toMinute: 180, timeZone: 'Europe/Berlin' }
    const minutes = Array.from({ length: 24 * 4 }, (_, n) => new Date(Date.UTC(2026, 2, 29, 0, n * 15)))
    expect(minutes.filter((minute) => isQuiet(gone, minute))).toEqual([])
  })

  it('know zones with half and quarter hours, and midnight as 0', () => {
    expect(minuteOfDay(at('2026-01-15T18:15:00Z'), 'Asia/Kathmandu')).toBe(0)
    expect(minuteOfDay(at('2026-01-15T18:30:00Z'), 'Asia/Kolkata')).toBe(0)
    expect(['Europe/Berlin', 'UTC', 'Mars/Phobos', ''].map(isTimeZone)).toEqual([true, true, false, false])
  })
})
