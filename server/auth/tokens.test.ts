import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { decodeJwt, exportJWK, SignJWT } from 'jose'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createTokens } from './tokens.ts'

const viewer = { userId: 'u', sessionId: 's' }
const kid = 'ours'
const { privateKey: ownKey } = generateKeyPairSync('ed25519')
const other = generateKeyPairSync('ed25519').privateKey
const publicKeys = new Map([
  [kid, createPublicKey(ownKey)],
  ['other of ours', createPublicKey(other)],
])
const tokens = createTokens(
  { signing: () => ({ kid, privateKey: ownKey }), find: (id) => publicKeys.get(id ?? '') ?? null },
  600,
)
const seconds = () => Math.floor(Date.now() / 1000)

type Change = { header?: object; claims?: object; key?: typeof ownKey; expiresAt?: number }

/** A token as ours, but for the named change. */
function forge({
  header = {},
  claims = {},
  key = ownKey,
  expiresAt = Date.now() / 1000 + 60,
}: Change): Promise<string> {
  const all = {
    iss: 'chaos',
    aud: 'chaos',
    sub: 'u',
    sid: 's',
    jti: 'j',
    iat: seconds(),
    exp: Math.floor(expiresAt),
    ...claims,
  }
  return new SignJWT(all).setProtectedHeader({ alg: 'EdDSA', kid, typ: 'at+jwt', ...header }).sign(key)
}

test('what it signs it takes back: ten minutes, and each with an id of its own', async () => {
  const [first, second] = [await tokens.sign(viewer), await tokens.sign(viewer)]
  expect(await tokens.verify(first)).toEqual(viewer)
  const { exp = 0, iat = 0, jti } = decodeJwt(first)
  expect(exp - iat).toBe(600)
  expect(jti).toMatch(/^[0-9a-f-]{36}$/)
  expect(decodeJwt(second).jti).not.toBe(jti)
})

test('the forge makes good tokens, so that the refusals below mean something', async () => {
  expect(await tokens.verify(await forge({}))).toEqual(viewer)
})

test.each<[string, Change]>([
  ['another issuer', { claims: { iss: 'other' } }],
  ['another audience', { claims: { aud: 'other' } }],
  ['another type', { header: { typ: 'JWT' } }],
  ['an unknown key id', { header: { kid: 'unknown' } }],
  ['no key id', { header: { kid: undefined } }],
  ['the id of another key of ours', { header: { kid: 'other of ours' } }],
  ['a key of ours under the id of another', { key: other }],
  ['a stranger’s key', { key: generateKeyPairSync('ed25519').privateKey }],
  ['a key that it brings along', { header: { jwk: await exportJWK(createPublicKey(other)) }, key: other }],
  ['one that counts later', { claims: { nbf: seconds() + 60 } }],
  ['one signed in the future', { claims: { iat: seconds() + 60 } }],
  ['no time of signing', { claims: { iat: undefined } }],
  ['no id', { claims: { jti: undefined } }],
  ['no session', { claims: { sid: undefined } }],
  ['no subject', { claims: { sub: undefined } }],
  ['no end', { claims: { exp: undefined } }],
])('refuses %s', async (_name, change) => {
  await expect(tokens.verify(await forge(change))).rejects.toMatchObject({ code: 'unauthenticated' })
})

test('says when a token has expired', async () => {
  const late = await forge({ expiresAt: Date.now() / 1000 - 6 })
  await expect(tokens.verify(late)).rejects.toMatchObject({ code: 'token_expired' })
  const immortal = await forge({ claims: { iat: seconds() - 606 }, expiresAt: seconds() + 86_400 })
  await expect(tokens.verify(immortal)).rejects.toMatchObject({ code: 'token_expired' })
})

test.each<[string, Change]>([
  ['its own end', { expiresAt: seconds() + 60 }],
  ['the longest life there is', { claims: { iat: seconds() - 540 }, expiresAt: seconds() + 86_400 }],
])('a token that was good a moment ago is refused from %s on', async (_name, change) => {
  const token = await forge(change)
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  for (const secondsLater of [0, 50]) {
    vi.setSystemTime(Date.now() + secondsLater * 1000)
    expect(await tokens.verify(token)).toEqual(viewer)
  }
  vi.setSystemTime(Date.now() + 17_000)
  await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'token_expired' })
})

test('refuses unsigned and broken tokens', async () => {
  const [, payload] = (await forge({})).split('.')
  const none = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${payload}.`
  for (const token of [none, '', 'a.b.c', 'x'.repeat(5000)])
    await expect(tokens.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' })
})
