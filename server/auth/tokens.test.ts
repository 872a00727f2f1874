import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { createLocalJWKSet, jwtVerify, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { createTokens } from './tokens.ts'

const seed = Buffer.alloc(32, 7)
const viewer = { userId: 'u', sessionId: 's' }
const tokens = await createTokens(seed, 600)
const kid = tokens.jwks.keys[0]?.kid ?? ''
const ownKey = createPrivateKey({
  key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
  format: 'der',
  type: 'pkcs8',
})

type Change = { header?: object; claims?: object; key?: typeof ownKey; expiresAt?: number }

/** A token as ours, but for the named change. */
function forge({
  header = {},
  claims = {},
  key = ownKey,
  expiresAt = Date.now() / 1000 + 60,
}: Change): Promise<string> {
  const all = { iss: 'chaos', aud: 'chaos', sub: 'u', sid: 's', exp: Math.floor(expiresAt), ...claims }
  return new SignJWT(all).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header }).sign(key)
}

test('what it signs it takes back, and so does anybody with the published keys', async () => {
  const token = await tokens.sign(viewer)
  expect(await tokens.verify(token)).toEqual(viewer)
  const { payload, protectedHeader } = await jwtVerify(token, createLocalJWKSet(tokens.jwks))
  expect(protectedHeader).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt' })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600)
  expect(JSON.stringify(tokens.jwks)).not.toContain(seed.toString('base64url'))
})

test('the same seed gives the same key id, another seed another', async () => {
  expect((await createTokens(seed, 1)).jwks.keys[0]?.kid).toBe(kid)
  expect((await createTokens(Buffer.alloc(32, 8), 1)).jwks.keys[0]?.kid).not.toBe(kid)
})

test('the forge makes good tokens, so that the refusals below mean something', async () => {
  expect(await tokens.verify(await forge({}))).toEqual(viewer)
})

test.each<[string, Change]>([
  ['another issuer', { claims: { iss: 'other' } }],
  ['another audience', { claims: { aud: 'other' } }],
  ['another type', { header: { typ: 'JWT' } }],
  ['another key id', { header: { kid: 'other' } }],
  ['another key', { key: generateKeyPairSync('ed25519').privateKey }],
  ['no session', { claims: { sid: undefined } }],
  ['no subject', { claims: { sub: undefined } }],
  ['no end', { claims: { exp: undefined } }],
])('refuses %s', async (_name, change) => {
  await expect(tokens.verify(await forge(change))).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('says when a token has expired', async () => {
  const late = await forge({ expiresAt: Date.now() / 1000 - 1 })
  await expect(tokens.verify(late)).rejects.toMatchObject({ code: 'token_expired' })
})

test('refuses unsigned and broken tokens', async () => {
  const [, payload] = (await forge({})).split('.')
  const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`
  for (const token of [none, '', 'a.b.c', 'x'.repeat(5000)])
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' })
})
