import { expect, test } from 'vitest'
import { deriveKey } from './derive-key.ts'
import { createKeyedBox, createSecretBox } from './secret-box.ts'

const key = Buffer.alloc(32, 3)
const box = createSecretBox(key, 'tests')
const secret = Buffer.from('twenty bytes of TOTP')

test('opens what it sealed, which shows nothing and never looks the same twice', () => {
  const sealed = box.seal(secret, 'ada')
  expect(box.open(sealed, 'ada')).toEqual(secret)
  expect(createSecretBox(key, 'tests').open(sealed, 'ada')).toEqual(secret)
  expect(sealed.includes(secret)).toBe(false)
  expect(box.seal(secret, 'ada')).not.toEqual(sealed)
})

test('opens nothing for another owner, purpose or key, and nothing that was changed', () => {
  const sealed = box.seal(secret, 'ada')
  expect(() => box.open(sealed, 'bob')).toThrow('authenticate')
  expect(() => createSecretBox(key, 'other').open(sealed, 'ada')).toThrow('authenticate')
  expect(() => createSecretBox(Buffer.alloc(32, 4), 'tests').open(sealed, 'ada')).toThrow('authenticate')
  for (const at of [0, 15, sealed.length - 1]) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => box.open(changed, 'ada')).toThrow('authenticate')
  }
  expect(() => box.open(Buffer.alloc(10), 'ada')).toThrow(/tag/i)
})

test('the key of a purpose is the one that is derived for it', () => {
  const sealed = box.seal(secret, 'ada')
  expect(createKeyedBox(deriveKey(key, 'tests')).open(sealed, 'ada')).toEqual(secret)
  expect(() => createKeyedBox(key).open(sealed, 'ada')).toThrow('authenticate')
})
