import { expect, test } from 'vitest'
import { newTotpSecret, stepOfCode, totpText, totpUri } from './totp.ts'

/** RFC 6238, appendix B: the SHA-1 secret, and the last six of its eight digits. */
const secret = Buffer.from('12345678901234567890')

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('takes the code of RFC 6238 at %i s', (seconds, code) => {
  expect(stepOfCode(secret, code, seconds * 1000)).toBe(Math.floor(seconds / 30))
})

test('takes one step before and after, and no further', () => {
  const atStep = (step: number) => stepOfCode(secret, '005924', step * 30_000)
  const step = Math.floor(1_234_567_890 / 30)
  expect([-2, -1, 0, 1, 2].map((distance) => atStep(step + distance))).toEqual([null, step, step, step, null])
})

test('takes nothing else', () => {
  for (const code of ['', '5924', '05924', '0005924', '005925', 'abcdef'])
    expect(stepOfCode(secret, code, 1_234_567_890_000)).toBeNull()
})

test('a new secret has 160 random bits, as text and in the address', () => {
  const [one, other] = [newTotpSecret(), newTotpSecret()]
  expect(one).toHaveLength(20)
  expect(one).not.toEqual(other)
  expect(totpText(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  const uri = new URL(totpUri(secret, { issuer: 'Night & Radio', account: 'ada' }))
  expect([uri.protocol, uri.host]).toEqual(['otpauth:', 'totp'])
  expect(decodeURIComponent(uri.pathname)).toBe('/Night & Radio:ada')
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Night & Radio',
    secret: totpText(secret),
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})
