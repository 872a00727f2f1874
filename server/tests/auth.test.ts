import { Me, SignedIn } from '@chaos/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'
import {
  codeOf,
  cookieOf,
  countsOf,
  createTestClient,
  password,
  problemOf,
  type Reply,
  succeeded,
} from './harness/test-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer({ overrides: { auth: { reuseGraceSeconds: 1 } } })
})
afterAll(() => server.close())

/** A trade of the cookie, as our own page does it. */
const tradeAt = (path: string, cookie: string, headers: Record<string, string> = {}): Promise<Reply> =>
  server.anonymous.post(path, {}, { cookie, origin: server.url, ...headers })
const refresh = (cookie: string, headers?: Record<string, string>) => tradeAt('/api/auth/refresh', cookie, headers)
const signOut = (cookie: string) => tradeAt('/api/auth/sign-out', cookie)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('register, sign in in another case, and be oneself', async () => {
  const draft = { userName: 'Ada', displayName: 'Ada L.', password }
  const registered = await server.anonymous.post('/api/auth/register', draft)
  expect(registered.status).toBe(201)
  expect(registered.headers.get('cache-control')).toBe('no-store')
  const { user } = succeeded(SignedIn, registered)
  expect(user).toEqual({ id: user.id, userName: 'Ada', displayName: 'Ada L.' })
  const again = succeeded(SignedIn, await server.anonymous.post('/api/auth/sign-in', { userName: 'aDA', password }))
  expect(again.expiresInSeconds).toBe(600)
  const me = await createTestClient(server.url, again.accessToken).get('/api/users/me')
  expect(succeeded(Me, me)).toMatchObject(user)
})

test('the cookie is out of reach of scripts, other sites and other paths', async () => {
  const reply = await server.anonymous.post('/api/auth/register', { userName: 'cookie', password })
  const cookie = reply.headers.getSetCookie()[0] ?? ''
  expect(cookie).toMatch(/^chaos_refresh=[\w-]{43}; Path=\/api\/auth; Expires=[^;]+; HttpOnly; SameSite=Strict$/)
  expect(JSON.stringify(reply.body)).not.toContain(cookieOf(reply).split('=')[1])
})

test('a name is taken in every case, also when two ask at once', async () => {
  const drafts = ['twin', 'TWIN', 'Twin'].map((userName) => ({ userName, password }))
  const replies = await Promise.all(drafts.map((draft) => server.anonymous.post('/api/auth/register', draft)))
  expect(countsOf(replies)).toEqual({ 201: 1, 409: 2 })
  expect(replies.filter(({ status }) => status === 409).map(codeOf)).toEqual(['username_taken', 'username_taken'])
})

test.each([
  ['a short name', { userName: 'ab', password }, '/userName'],
  ['a name with spaces', { userName: 'a b c', password }, '/userName'],
  ['a short password', { userName: 'somebody', password: '123456789' }, '/password'],
  ['a long password', { userName: 'somebody', password: 'x'.repeat(257) }, '/password'],
  ['no password', { userName: 'somebody' }, '/password'],
  ['a password that is no text', { userName: 'somebody', password: 1234567890 }, '/password'],
  ['something unknown', { userName: 'somebody', password, admin: true }, '/admin'],
])('%s cannot be registered, and the reply says where', async (_name, body, path) => {
  const reply = await server.anonymous.post('/api/auth/register', body)
  expect(reply.status).toBe(400)
  expect(problemOf(reply).code).toBe('bad_request')
  expect(problemOf(reply).fields?.map((field) => field.path)).toContain(path)
})

test('a wrong name and a wrong password get the same answer, after about the same time', async () => {
  await server.register('timed')
  const ask = async (userName: string) => {
    const start = performance.now()
    const reply = await server.anonymous.post('/api/auth/sign-in', { userName, password: 'wrong password' })
    return { reply, ms: performance.now() - start }
  }
  await ask('nobody-here') // The decoy's hash is made on first use.
  const known = await Promise.all([ask('timed'), ask('timed')])
  const unknown = await Promise.all([ask('nobody-here'), ask('nobody-here')])
  const requestId: unknown = expect.any(String)
  expect(unknown[0].reply.body).toEqual({ ...problemOf(known[0].reply), requestId })
  expect(problemOf(known[0].reply)).toMatchObject({ status: 401, code: 'wrong_credentials' })
  // Without the decoy an unknown name answers in a few milliseconds, a tenth of what the hash takes.
  expect(Math.min(...unknown.map(({ ms }) => ms))).toBeGreaterThan(Math.min(...known.map(({ ms }) => ms)) / 4)
})

test('without a good access token nothing is told', async () => {
  const ask = (authorization: string) => server.anonymous.call('GET', '/api/users/me', { headers: { authorization } })
  const { token } = await server.register('bearer')
  expect((await ask(`bearer ${token}`)).status).toBe(200)
  for (const wrong of [
    '',
    'Bearer',
    'Bearer x',
    `Basic ${token}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(0, -2)}`,
  ]) {
    const reply = await ask(wrong)
    expect([reply.status, codeOf(reply)]).toEqual([401, 'unauthenticated'])
  }
})

test('each refresh gives a new cookie and a token of the same session', async () => {
  const { cookie, user } = await server.register('refresher')
  const first = await refresh(cookie)
  const second = await refresh(cookieOf(first))
  expect(succeeded(SignedIn, second).user).toEqual(user)
  expect(new Set([cookie, cookieOf(first), cookieOf(second)]).size).toBe(3)
})

test('two tabs that refresh at once both go on', async () => {
  const { cookie } = await server.register('tabs')
  const replies = await Promise.all([refresh(cookie), refresh(cookie)])
  expect(replies.map(({ status }) => status)).toEqual([200, 200])
  for (const reply of replies) expect((await refresh(cookieOf(reply))).status).toBe(200)
})

test('a cookie used again after its successor was used ends the whole session', async () => {
  const { cookie, token } = await server.register('stolen')
  const first = cookieOf(await refresh(cookie))
  const second = cookieOf(await refresh(first))
  expect(codeOf(await refresh(cookie))).toBe('unauthenticated')
  expect((await refresh(second)).status).toBe(401)
  expect((await createTestClient(server.url, token).get('/api/users/me')).status).toBe(401)
})

test('a cookie used again later than the grace ends the whole session', async () => {
  const { cookie } = await server.register('slow-thief')
  const first = cookieOf(await refresh(cookie))
  await pause(1100)
  expect((await refresh(cookie)).status).toBe(401)
  expect((await refresh(first)).status).toBe(401)
})

test('sign-out ends the session, its tokens and its cookie; other sessions stay', async () => {
  const { cookie, token, user } = await server.register('leaver')
  const other = await server.anonymous.post('/api/auth/sign-in', { userName: 'leaver', password })
  const { sessionId } = await server.context.services.auth.authenticate(token)
  const ended = new Promise((resolve) => server.context.events.session.subscribe(sessionId, resolve))
  const reply = await signOut(cookie)
  expect(reply.status).toBe(204)
  expect(reply.headers.getSetCookie()[0]).toMatch(/^chaos_refresh=; .*Expires=Thu, 01 Jan 1970/)
  expect(await ended).toMatchObject({ type: 'session.revoked', userId: user.id })
  expect((await refresh(cookie)).status).toBe(401)
  expect((await createTestClient(server.url, token).get('/api/users/me')).status).toBe(401)
  expect((await refresh(cookieOf(other))).status).toBe(200)
  expect((await signOut(cookie)).status).toBe(204)
})

test('what another site sends is refused, and so is what is no JSON', async () => {
  const { cookie } = await server.register('careful')
  const foreign = [{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }]
  for (const headers of foreign) expect(codeOf(await refresh(cookie, headers))).toBe('forbidden')
  const signIn = { userName: 'careful', password }
  const reply = await server.anonymous.post('/api/auth/sign-in', signIn, { origin: 'https://evil.example' })
  expect(codeOf(reply)).toBe('forbidden')
  const form = { cookie, origin: server.url, 'content-type': 'application/x-www-form-urlencoded' }
  expect(codeOf(await server.anonymous.post('/api/auth/refresh', 'a=b', form))).toBe('unsupported_media_type')
  expect(codeOf(await server.anonymous.post('/api/auth/refresh', {}, { cookie }))).toBe('forbidden')
  expect((await refresh(cookie)).status).toBe(200)
})

test('the published key proves our tokens', async () => {
  const { body } = await server.anonymous.get('/.well-known/jwks.json')
  expect(body).toMatchObject({ keys: [{ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig' }] })
  expect(JSON.stringify(body)).not.toContain('"d"')
})
