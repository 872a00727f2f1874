import { afterEach, expect, test } from 'vitest'
import { formatBytes, formatDay, formatInstant, formatShortDay, nameOfLocale, writeNumbersAs } from './formats.ts'

afterEach(() => writeNumbersAs('system'))

test('dates follow the chosen locale', () => {
  const noon = '2026-03-04T12:00:00Z'
  writeNumbersAs('de-DE')
  expect([formatDay(noon), formatInstant(noon)]).toEqual(['4. März 2026', expect.stringContaining('04.03.2026')])
  writeNumbersAs('en-US')
  expect([formatDay(noon), formatShortDay(noon)]).toEqual(['March 4, 2026', 'Mar 4, 2026'])
})

test('sizes have the unit that fits', () => {
  writeNumbersAs('en-GB')
  expect([0, 999, 1_500, 2_345_678, 5e12].map(formatBytes)).toEqual([
    '0 byte',
    '999 byte',
    '1.5 kB',
    '2.3 MB',
    '5,000 GB',
  ])
})

test('a locale is named in its own words', () => expect(nameOfLocale('de-DE')).toBe('Deutsch (Deutschland)'))
