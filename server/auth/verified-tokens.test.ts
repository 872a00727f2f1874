import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { expect, test } from 'vitest'
import { createVerifiedTokens } from './verified-tokens.ts'

const viewer = { userId: 'u', sessionId: 's' }
const newKey = () => generateKeyPairSync('ed25519').publicKey

function setUp({ most = 10 } = {}) {
  const keys = new Map<string, KeyObject>([['k', newKey()]])
  const clock = { now: 0 }
  const tokens = createVerifiedTokens({ findKey: (kid) => keys.get(kid) ?? null, most, now: () => clock.now })
  const keep = (token: string) =>
    tokens.keep(token, { viewer, kid: 'k', key: keys.get('k') ?? newKey(), untilMs: 1000 })
  return { keys, clock, tokens, keep }
}

test('knows a token again by every character of it', () => {
  const { tokens, keep } = setUp()
  keep('head.body.signatureA')
  expect(tokens.find('head.body.signatureA')).toEqual(viewer)
  for (const other of ['head.body.signatureB', 'head.body.signatureA=', 'head.body.signature', ''])
    expect(tokens.find(other)).toBeNull()
})

test('forgets a token when it expires', () => {
  const { tokens, keep, clock } = setUp()
  keep('t')
  clock.now = 999
  expect(tokens.find('t')).toEqual(viewer)
  clock.now = 1000
  expect(tokens.find('t')).toBeNull()
  clock.now = 0
  expect(tokens.find('t')).toBeNull()
})

test.each<[string, (keys: Map<string, KeyObject>) => unknown]>([
  ['is gone', (keys) => keys.delete('k')],
  ['was loaded anew', (keys) => keys.set('k', newKey())],
])('forgets a token when its key %s', (_name, change) => {
  const { tokens, keep, keys } = setUp()
  keep('t')
  change(keys)
  expect(tokens.find('t')).toBeNull()
})

test('keeps no more than it may, the newest ones', () => {
  const { tokens, keep } = setUp({ most: 2 })
  for (const token of ['a', 'b', 'c']) keep(token)
  expect(['a', 'b', 'c'].map((token) => tokens.find(token) !== null)).toEqual([false, true, true])
})
