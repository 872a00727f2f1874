import { createLocalJWKSet, decodeProtectedHeader, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import type { SigningKeyStore, StoredSigningKey } from '../../database/stores/signing-key-store.ts'
import { createTokens } from '../tokens.ts'
import { createSigningKeys } from './signing-keys.ts'

const settings = { rotateAfterMs: 86_400_000, announceMs: 3_600_000, tokenMs: 605_000 }
const viewer = { userId: 'u', sessionId: 's' }

/** One after the other, like the database. */
function createMemoryStore(): SigningKeyStore & { rows: () => StoredSigningKey[] } {
  let rows: StoredSigningKey[] = []
  return {
    rows: () => rows,
    async change(decide) {
      const { add, remove } = await decide(rows)
      rows = [...rows, ...add].filter(({ kid }) => !remove.includes(kid))
      return rows
    },
  }
}

/** Two servers of one instance. */
async function startInstance(now: () => number) {
  const store = createMemoryStore()
  const sealingKey = Buffer.alloc(32, 5)
  const start = async () => {
    const keys = createSigningKeys({ store, sealingKey, settings, now })
    await keys.turn()
    return { keys, tokens: createTokens(keys, 600) }
  }
  return { store, one: await start(), two: await start() }
}
const kidOf = (token: string) => decodeProtectedHeader(token).kid

test('keys change while tokens go on counting, on every server and for everybody who keeps the published ones', async () => {
  const start = Date.now()
  let minutes = 0
  const { store, one, two } = await startInstance(() => start + minutes * 60_000)
  const kids = new Set<string | undefined>()
  let seen = two.keys.jwks()
  for (; minutes < 3 * 24 * 60; minutes += 15) {
    // The servers look one after the other, and the third party only once an hour.
    if (minutes % 60 === 0) seen = structuredClone(two.keys.jwks())
    const token = await one.tokens.sign(viewer)
    kids.add(kidOf(token))
    expect(await two.tokens.verify(token)).toEqual(viewer)
    const { payload } = await jwtVerify(token, createLocalJWKSet(seen))
    expect(payload.sub).toBe('u')
    await two.keys.turn()
    await one.keys.turn()
    expect(store.rows().length).toBeLessThanOrEqual(2)
  }
  expect(kids.size).toBe(3)
})

test('a token outlives the change of keys by its own lifetime, then its key is gone from the database too', async () => {
  let now = 0
  const { store, one } = await startInstance(() => now)
  now = settings.rotateAfterMs - settings.announceMs
  await one.keys.turn()
  expect(store.rows()).toHaveLength(2)
  now = settings.rotateAfterMs - 1
  await one.keys.turn()
  const token = await one.tokens.sign(viewer)
  now += settings.tokenMs
  await one.keys.turn()
  expect(await one.tokens.verify(token)).toEqual(viewer)
  expect(kidOf(await one.tokens.sign(viewer))).not.toBe(kidOf(token))
  now += 1
  await one.keys.turn()
  await expect(one.tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' })
  expect(store.rows().map(({ kid }) => kid)).not.toContain(kidOf(token))
})

test('what is stored signs nothing without the secret of the instance', async () => {
  const { store, one } = await startInstance(Date.now)
  const stranger = createSigningKeys({ store, sealingKey: Buffer.alloc(32, 6), settings })
  await stranger.turn()
  const [first, second] = store.rows()
  expect(stranger.signing().kid).toBe(second?.kid)
  // What was signed before is still checked: for that the public key is enough.
  expect(stranger.find(first?.kid)).not.toBeNull()
  const stored = JSON.stringify(store.rows().map(({ sealedPrivateKey }) => sealedPrivateKey.toString('base64url')))
  const raw = one.keys.signing().privateKey.export({ format: 'jwk' }).d ?? ''
  expect(raw).toHaveLength(43)
  expect(stored).not.toContain(raw.slice(2, -2))
})

test('nothing private is published', async () => {
  const { one } = await startInstance(Date.now)
  const { keys } = one.keys.jwks()
  expect(keys).toHaveLength(1)
  expect(Object.keys(keys[0] ?? {}).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
})
