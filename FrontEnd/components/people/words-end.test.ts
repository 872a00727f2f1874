import { expect, it } from 'vitest'
import { wordsUntil } from './words-end.ts'

it('ends after so long, at the next midnight of this device, or never', () => {
  const now = new Date(2026, 11, 31, 22, 15)
  expect(wordsUntil('never', now)).toBeNull()
  expect(wordsUntil('halfHour', now)).toBe(new Date(2026, 11, 31, 22, 45).toISOString())
  expect(wordsUntil('fourHours', now)).toBe(new Date(2027, 0, 1, 2, 15).toISOString())
  expect(wordsUntil('tomorrow', now)).toBe(new Date(2027, 0, 1).toISOString())
})
