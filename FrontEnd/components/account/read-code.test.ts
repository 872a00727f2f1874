import { describe, expect, it } from 'vitest'
import { readCode } from './read-code.ts'

describe('readCode', () => {
  it.each([
    ['123456', '123456'],
    [' 123 456 ', '123456'],
    ['12345', null],
    ['1234567', null],
    ['12345a', null],
    ['', null],
  ])('reads the app’s code %o as %o', (typed, code) => expect(readCode('totp', typed)).toBe(code))

  it.each([
    [' 4h2k9m-aaaaaa ', '4h2k9m-aaaaaa'],
    ['   ', null],
  ])('reads the recovery code %o as %o', (typed, code) => expect(readCode('recovery_code', typed)).toBe(code))
})
