import { expect, test } from 'vitest'
import { hashSecret, newSecret } from './opaque-secret.ts'

test('a secret is 256 bits in base64url, another one each time', () => {
  const secrets = Array.from({ length: 50 }, newSecret)
  expect(new Set(secrets).size).toBe(50)
  for (const secret of secrets) {
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
  }
})

test('what is kept is the SHA-256 of its text', () => {
  // FIPS 180-4, example "abc".
  const digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(hashSecret('abc').toString('hex')).toBe(digest)
})
