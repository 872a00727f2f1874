import { expect, test } from 'vitest'
import { suggestedNames } from './suggested-names.ts'

const named = (userName: string | null, displayName: string | null, email: string | null = null) =>
  suggestedNames({ userName, displayName, email })

test.each([
  ['ada', 'Ada Lovelace', 'ada', 'Ada Lovelace'],
  ['ada@example.org', null, 'ada', ''],
  [null, 'Zoë  Ångström', 'Zoe.Angstrom', 'Zoë  Ångström'],
  ['..-dots', null, 'dots', ''],
  ['я', 'Яна', '', 'Яна'],
  [null, `${'z'.repeat(63)}🎧`, 'z'.repeat(32), 'z'.repeat(63)],
  ['x'.repeat(40), 'y'.repeat(80), 'x'.repeat(32), 'y'.repeat(64)],
])('%s, called %s, may become %s', (userName, displayName, expectedUserName, expectedDisplayName) => {
  const expected = { userName: expectedUserName, displayName: expectedDisplayName }
  expect(named(userName, displayName)).toEqual(expected)
})

test('the mailbox helps out', () => {
  expect(named('я', 'Яна', 'yana@example.org').userName).toBe('yana')
})
