import { expect, test } from 'vitest'
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'

test('ten different codes, easy to read', () => {
  const codes = newRecoveryCodes()
  expect(new Set(codes).size).toBe(10)
  for (const code of codes) expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{6}-){3}[0-9a-hjkmnp-tv-z]{6}$/)
})

test('every letter comes up', () => {
  const letters = new Set(Array.from({ length: 50 }, () => newRecoveryCodes().join('').replaceAll('-', '')).join(''))
  expect(letters.size).toBe(32)
})

test('is the same however it is typed, and different from any other', () => {
  const hash = hashRecoveryCode('01a2b3-c4d5e6-f7g8h9-jkmnpq')
  expect(hashRecoveryCode(' OIA2B3 C4D5E6-F7G8H9jkmnpq ')).toEqual(hash)
  expect(hashRecoveryCode('0LA2B3C4D5E6F7G8H9JKMNPQ')).toEqual(hash)
  expect(hashRecoveryCode('01a2b3-c4d5e6-f7g8h9-jkmnpr')).not.toEqual(hash)
})
