import {
  Passkey,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  SignedIn,
  SignInMethods,
  type User,
} from '@chaos/protocol'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPasskey, addTotp, requestOptions, secondStep, startSignIn } from './harness/factors.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import {
  codeOf,
  cookieOf,
  countsOf,
  createTestClient,
  password,
  type Reply,
  type SignedInClient,
  succeeded,
} from './harness/test-client.ts'
import {
  createVirtualAuthenticator,
  type Deviation,
  type VirtualAuthenticator,
} from './harness/virtual-authenticator.ts'

let server: TestServer
let database: pg.Client
/** The page's origin, which is the public URL's and not the address that the test speaks to. */
let origin: string
beforeAll(async () => {
  server = await startServer()
  origin = new URL(server.context.publicUrl.get()).origin
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.close()
})

const methodsOf = async (client: SignedInClient) => succeeded(SignInMethods, await client.get('/api/auth/methods'))
const actionsOf = async ({ id }: User): Promise<string[]> => {
  const { rows } = await database.query<{ action: string }>(
    'select action from audit_entries where subject_id = $1 order by position',
    [id],
  )
  return rows.map(({ action }) => action)
}
const unconfirmed = ({ user }: SignedInClient) =>
  database.query(`update sessions set confirmed_at = now() - interval '1 hour' where user_id = $1`, [user.id])

const signInOptions = () => requestOptions(server.anonymous, '/api/auth/passkeys/sign-in-options')
const signInWith = (assertion: object) => server.anonymous.post('/api/auth/passkeys/sign-in', { assertion })
const signIn = async (authenticator: VirtualAuthenticator, deviation?: Deviation): Promise<Reply> =>
  signInWith(authenticator.get(await signInOptions(), deviation))

/** An account with a password and a passkey. */
async function withPasskey(userName: string) {
  const client = await server.register(userName)
  const authenticator = createVirtualAuthenticator(origin)
  const { passkey, recoveryCodes } = await addPasskey(client, authenticator, `Key of ${userName}`)
  return { client, authenticator, passkey, recoveryCodes }
}

/** An account with a passkey and no password. */
async function withPasskeyOnly(userName: string) {
  const authenticator = createVirtualAuthenticator(origin)
  const options = await server.anonymous.post('/api/auth/passkeys/sign-up-options', { userName })
  const attestation = authenticator.create(succeeded(PasskeyCreationOptions, options))
  const reply = await server.anonymous.post('/api/auth/passkeys/sign-up', {
    userName,
    passkeyName: 'First',
    attestation,
  })
  const { accessToken, user } = succeeded(SignedIn, reply)
  const client = { ...createTestClient(server.url, accessToken), token: accessToken, user, cookie: cookieOf(reply) }
  return { client, authenticator, reply }
}

test('a passkey signs in by itself, without a name, and shows when it was used', async () => {
  const { client, authenticator, passkey, recoveryCodes } = await withPasskey('ada')
  expect(passkey).toMatchObject({ name: 'Key of ada', lastUsedAt: null, backedUp: false })
  expect(recoveryCodes).toHaveLength(10)
  const reply = await signIn(authenticator)
  expect(succeeded(SignedIn, reply).user).toEqual(client.user)
  expect(reply.headers.getSetCookie()[0]).toMatch(/^chaos_refresh=/)
  const [used] = (await methodsOf(client)).passkeys
  expect(Math.abs(Date.parse(used?.lastUsedAt ?? '') - Date.now())).toBeLessThan(60_000)
  expect(await actionsOf(client.user)).toEqual([
    'account.registered',
    'session.opened',
    'passkey.added',
    'session.opened',
  ])
})

test('what browsers are asked names our site, and wants the person verified by the device', async () => {
  const { client, authenticator } = await withPasskey('asked')
  expect(await signInOptions()).toMatchObject({ rpId: 'localhost', allowCredentials: [], userVerification: 'required' })
  const poisoned = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
  const options = await server.anonymous.post('/api/auth/passkeys/sign-in-options', {}, poisoned)
  expect(succeeded(PasskeyRequestOptions, options).rpId).toBe('localhost')
  const creation = succeeded(PasskeyCreationOptions, await client.post('/api/auth/passkeys/options'))
  expect(creation).toMatchObject({
    rp: { id: 'localhost', name: 'C.H.A.O.S.' },
    user: { name: 'asked' },
    excludeCredentials: [{ id: authenticator.credentials[0]?.id, type: 'public-key', transports: ['internal'] }],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    attestation: 'none',
  })
})

test.each<[string, Deviation]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['our host on another port', { origin: 'http://localhost:1' }],
  ['another relying party', { rpId: 'evil.example' }],
  ['a challenge of its own', { challenge: Buffer.alloc(32, 1).toString('base64url') }],
  ['the ceremony of making one', { type: 'webauthn.create' }],
  ['a person that was not verified', { verified: false }],
  ['the handle of somebody else', { userHandle: Buffer.alloc(16, 1).toString('base64url') }],
  ['a broken signature', { signature: 'AAAA' }],
])('a signature with %s opens nothing', async (name, deviation) => {
  const { client, authenticator } = await withPasskey(`deviates-${name.replaceAll(' ', '-')}`.slice(0, 30))
  const reply = await signIn(authenticator, deviation)
  expect([reply.status, codeOf(reply)]).toEqual([403, 'passkey_refused'])
  expect(reply.headers.getSetCookie()).toEqual([])
  expect((await methodsOf(client)).passkeys[0]?.lastUsedAt).toBeNull()
  expect((await signIn(authenticator)).status).toBe(200)
})

test.each<[string, Deviation]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['another relying party', { rpId: 'evil.example' }],
  ['a challenge of its own', { challenge: 'AAAA' }],
  ['the ceremony of signing', { type: 'webauthn.get' }],
  ['a person that was not verified', { verified: false }],
])('a new passkey with %s is not taken', async (name, deviation) => {
  const client = await server.register(`new-${name.replaceAll(' ', '-')}`.slice(0, 30))
  const options = succeeded(PasskeyCreationOptions, await client.post('/api/auth/passkeys/options'))
  const attestation = createVirtualAuthenticator(origin).create(options, deviation)
  expect(codeOf(await client.post('/api/auth/passkeys', { name: 'x', attestation }))).toBe('passkey_refused')
  expect((await methodsOf(client)).passkeys).toEqual([])
})

test('garbage is refused, not a failure', async () => {
  const assertion = { id: 'AAAA', clientDataJSON: 'AAAA', authenticatorData: 'AAAA', signature: 'AAAA' }
  expect(codeOf(await signInWith(assertion))).toBe('passkey_refused')
  const { challenge } = await signInOptions()
  const clientDataJSON = Buffer.from(JSON.stringify({ challenge })).toString('base64url')
  expect(codeOf(await signInWith({ ...assertion, clientDataJSON }))).toBe('passkey_refused')
  expect(codeOf(await signInWith({ ...assertion, id: 'not base64url!' }))).toBe('bad_request')
  expect(codeOf(await signInWith({ ...assertion, admin: true }))).toBe('bad_request')
  const client = await server.register('garbage')
  const options = succeeded(PasskeyCreationOptions, await client.post('/api/auth/passkeys/options'))
  const attestation = { ...createVirtualAuthenticator(origin).create(options), attestationObject: 'o2Nm' }
  expect(codeOf(await client.post('/api/auth/passkeys', { name: 'x', attestation }))).toBe('passkey_refused')
})

test('a challenge is good once, for five minutes, for one ceremony, for one session', async () => {
  const { client, authenticator } = await withPasskey('once')
  const assertion = authenticator.get(await signInOptions())
  const replies = await Promise.all([1, 2, 3].map(() => signInWith(assertion)))
  expect(countsOf(replies)).toEqual({ 200: 1, 403: 2 })

  const late = await signInOptions()
  await database.query(`update passkey_challenges set expires_at = now()`)
  expect(codeOf(await signInWith(authenticator.get(late)))).toBe('passkey_refused')

  const forConfirming = await requestOptions(client, '/api/auth/confirm/passkey-options')
  expect(codeOf(await signInWith(authenticator.get(forConfirming)))).toBe('passkey_refused')
  const forSignIn = authenticator.get(await signInOptions())
  expect(codeOf(await client.post('/api/auth/confirm', { assertion: forSignIn }))).toBe('passkey_refused')

  const again = await server.anonymous.post('/api/auth/sign-in', { userName: 'once', password })
  expect(again.body).toMatchObject({ kind: 'second_step' })
  const other = createTestClient(server.url, succeeded(SignedIn, await signIn(authenticator)).accessToken)
  const ofOther = await requestOptions(other, '/api/auth/confirm/passkey-options')
  const assertionOfOther = authenticator.get(ofOther)
  expect(codeOf(await client.post('/api/auth/confirm', { assertion: assertionOfOther }))).toBe('passkey_refused')
})

test('a counter that does not go on ends the passkey’s credit and is written down', async () => {
  const { client, authenticator } = await withPasskey('counted')
  expect((await signIn(authenticator, { counter: 7 })).status).toBe(200)
  for (const counter of [7, 6, 0]) expect(codeOf(await signIn(authenticator, { counter }))).toBe('passkey_refused')
  expect((await actionsOf(client.user)).filter((action) => action === 'passkey.counter_regressed')).toHaveLength(3)
  expect((await signIn(authenticator, { counter: 8 })).status).toBe(200)
})

test('an authenticator without a counter keeps working', async () => {
  const { authenticator } = await withPasskey('uncounted')
  for (const counter of [0, 0]) expect((await signIn(authenticator, { counter })).status).toBe(200)
})

test('after a password a passkey is the second step, bound to its ticket', async () => {
  const { client, authenticator } = await withPasskey('second')
  const { ticket, methods } = await startSignIn(server.anonymous, client)
  expect(methods).toEqual(['passkey', 'recovery_code'])
  const other = await startSignIn(server.anonymous, client)
  const path = '/api/auth/second-step/passkey-options'
  const options = await requestOptions(server.anonymous, path, { ticket: other.ticket })
  expect(options.allowCredentials).toHaveLength(1)
  const swapped = { method: 'passkey', assertion: authenticator.get(options) }
  expect(codeOf(await secondStep(server.anonymous, ticket, swapped))).toBe('passkey_refused')
  const own = authenticator.get(await requestOptions(server.anonymous, path, { ticket }))
  const reply = await secondStep(server.anonymous, ticket, { method: 'passkey', assertion: own })
  expect(succeeded(SignedIn, reply).user).toEqual(client.user)
  expect(codeOf(await server.anonymous.post(path, { ticket }))).toBe('ticket_invalid')
  expect(await actionsOf(client.user)).toContain('second_step.failed')
})

test('nobody takes a second step, or confirms, with a passkey of somebody else', async () => {
  const { client } = await withPasskey('victim')
  const mallory = await withPasskey('mallory')
  const { ticket } = await startSignIn(server.anonymous, client)
  const path = '/api/auth/second-step/passkey-options'
  const options = { ...(await requestOptions(server.anonymous, path, { ticket })), allowCredentials: [] }
  const proof = { method: 'passkey', assertion: mallory.authenticator.get(options) }
  expect(codeOf(await secondStep(server.anonymous, ticket, proof))).toBe('passkey_refused')
  const forConfirming = await requestOptions(client, '/api/auth/confirm/passkey-options')
  const assertion = mallory.authenticator.get({ ...forConfirming, allowCredentials: [] })
  expect(codeOf(await client.post('/api/auth/confirm', { assertion }))).toBe('passkey_refused')
})

test('a passkey asks for no code of the app beside it', async () => {
  const { client, authenticator } = await withPasskey('both')
  await addTotp(client)
  expect((await startSignIn(server.anonymous, client)).methods).toEqual(['passkey', 'totp', 'recovery_code'])
  expect(succeeded(SignedIn, await signIn(authenticator)).user).toEqual(client.user)
})

test('an account with nothing but a passkey is made, signed in to, and has no password to guess', async () => {
  const { client, authenticator, reply } = await withPasskeyOnly('only')
  expect(reply.status).toBe(201)
  expect(cookieOf(reply)).toMatch(/^chaos_refresh=/)
  expect(await methodsOf(client)).toMatchObject({ hasPassword: false, passkeys: [{ name: 'First' }] })
  expect(succeeded(SignedIn, await signIn(authenticator)).user).toEqual(client.user)
  expect(codeOf(await server.anonymous.post('/api/auth/sign-in', { userName: 'only', password }))).toBe(
    'wrong_credentials',
  )
  expect(await actionsOf(client.user)).toEqual([
    'account.registered',
    'session.opened',
    'session.opened',
    'sign_in.failed',
  ])
  await unconfirmed(client)
  expect(codeOf(await client.post('/api/auth/password', { password: 'a first password' }))).toBe(
    'confirmation_required',
  )
  const assertion = authenticator.get(await requestOptions(client, '/api/auth/confirm/passkey-options'))
  expect((await client.post('/api/auth/confirm', { assertion })).status).toBe(204)
  expect((await client.post('/api/auth/password', { password: 'a first password' })).status).toBe(204)
})

test('a sign-up with a passkey is for the name it was begun with, which must be free', async () => {
  await server.register('Taken')
  const begin = (userName: string) => server.anonymous.post('/api/auth/passkeys/sign-up-options', { userName })
  const finish = (userName: string, attestation: object) =>
    server.anonymous.post('/api/auth/passkeys/sign-up', { userName, passkeyName: 'x', attestation })
  expect(codeOf(await begin('tAKEN'))).toBe('username_taken')
  expect(codeOf(await begin('a b'))).toBe('bad_request')
  const authenticator = createVirtualAuthenticator(origin)
  const options = succeeded(PasskeyCreationOptions, await begin('free-one'))
  const attestation = authenticator.create(options)
  expect(codeOf(await finish('another', attestation))).toBe('passkey_refused')
  const again = authenticator.create(succeeded(PasskeyCreationOptions, await begin('free-one')))
  await server.register('free-one')
  expect(codeOf(await finish('free-one', again))).toBe('username_taken')
  const { rows } = await database.query(`select 1 from users where lower(user_name) = 'another'`)
  expect(rows).toEqual([])
})

test('an authenticator’s credential belongs to one account', async () => {
  const { authenticator } = await withPasskey('first-holder')
  const thief = await server.register('thief')
  const options = succeeded(PasskeyCreationOptions, await thief.post('/api/auth/passkeys/options'))
  const known = authenticator.credentials[0]
  const copy = createVirtualAuthenticator(origin)
  const attestation = copy.create(options, { credentialId: known?.id ?? '' })
  expect(codeOf(await thief.post('/api/auth/passkeys', { name: 'x', attestation }))).toBe('passkey_refused')
  expect((await signIn(authenticator)).status).toBe(200)
})

test('passkeys are renamed and removed by their owner only', async () => {
  const { client, passkey } = await withPasskey('owner-of-key')
  const other = await server.register('not-owner')
  const path = `/api/auth/passkeys/${passkey.id}`
  expect(codeOf(await other.patch(path, { name: 'mine' }))).toBe('not_found')
  expect(codeOf(await other.delete(path))).toBe('not_found')
  expect(codeOf(await client.patch(path, { name: '   ' }))).toBe('bad_request')
  expect(succeeded(Passkey, await client.patch(path, { name: ' Phone ' }))).toMatchObject({ name: 'Phone' })
  expect((await client.delete(path)).status).toBe(204)
  expect(codeOf(await client.delete(path))).toBe('not_found')
  expect(await methodsOf(client)).toMatchObject({ passkeys: [], recoveryCodesLeft: 0 })
  expect(
    (await server.anonymous.post('/api/auth/sign-in', { userName: 'owner-of-key', password })).body,
  ).toHaveProperty('accessToken')
  expect(await actionsOf(client.user)).toEqual([
    ...[
      'account.registered',
      'session.opened',
      'passkey.added',
      'passkey.renamed',
      'passkey.removed',
      'session.opened',
    ],
  ])
})

test('the last way to sign in stays, even when two are removed at once', async () => {
  const { client, authenticator } = await withPasskeyOnly('last-way')
  await addPasskey(client, authenticator, 'Second')
  const { passkeys } = await methodsOf(client)
  const replies = await Promise.all(passkeys.map(({ id }) => client.delete(`/api/auth/passkeys/${id}`)))
  expect(countsOf(replies)).toEqual({ 204: 1, 409: 1 })
  expect(replies.map(codeOf)).toContain('last_sign_in_method')
  expect((await methodsOf(client)).passkeys).toHaveLength(1)
  expect((await client.post('/api/auth/password', { password: 'a first password' })).status).toBe(204)
  const [left] = (await methodsOf(client)).passkeys
  expect((await client.delete(`/api/auth/passkeys/${left?.id}`)).status).toBe(204)
})

test('a removed passkey opens nothing', async () => {
  const { client, authenticator, passkey } = await withPasskey('removed-key')
  const assertion = authenticator.get(await signInOptions())
  await client.delete(`/api/auth/passkeys/${passkey.id}`)
  expect(codeOf(await signInWith(assertion))).toBe('passkey_refused')
})
