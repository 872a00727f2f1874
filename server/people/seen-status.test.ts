import { expect, it } from 'vitest'
import { presenceOf, seenStatus } from './seen-status.ts'

it.each([
  ['online', [], 'offline'],
  ['online', ['idle'], 'idle'],
  ['online', ['idle', 'active', 'idle'], 'online'],
  ['idle', ['active'], 'idle'],
  ['do_not_disturb', ['idle'], 'do_not_disturb'],
  ['do_not_disturb', [], 'offline'],
  ['invisible', ['active', 'active'], 'offline'],
] as const)('%s with devices %j is seen as %s', (chosen, devices, seen) => {
  expect(seenStatus(chosen, devices)).toBe(seen)
})

it('shows words until they end, and never those of who is offline', () => {
  const now = new Date('2026-01-01T12:00:00Z')
  const words = (wordsUntil: Date | null, devices: 'active'[] = ['active']) =>
    presenceOf('ada', { chosen: 'online', words: 'lunch', wordsUntil }, { devices, now }).words
  expect(words(null)).toBe('lunch')
  expect(words(new Date(now.getTime() + 1))).toBe('lunch')
  expect(words(now)).toBe('')
  expect(words(null, [])).toBe('')
})
