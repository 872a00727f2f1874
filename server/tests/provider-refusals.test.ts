import { ProviderInfo } from '@chaos/protocol'
import pg from 'pg'
import { Type } from 'typebox'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../utils/free-port.ts'
import { createHousekeepingStore } from '../database/stores/housekeeping-store.ts'
import { startOidcProvider, type TestProvider } from './harness/providers/start-oidc-provider.ts'
import { createVisitor } from './harness/providers/visitor.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, problemOf, succeeded } from './harness/test-client.ts'

let provider: TestProvider
let other: TestProvider
let server: TestServer
let database: pg.Client
const log: string[] = []
beforeAll(async () => {
  ;[provider, other] = await Promise.all([startOidcProvider('company'), startOidcProvider('other')])
  const down = { kind: 'oidc', name: 'Down', issuer: 'http://127.0.0.1:1' }
  server = await startServer({
    overrides: { signIn: { providers: { company: provider.settings, other: other.settings, down } } },
    providerClients: { company: provider.client, other: other.client, down: other.client },
    logTo: { write: (line: string) => void log.push(line) },
  })
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterEach(async () => {
  await provider.bend()
  await database.query('delete from provider_proofs')
})
afterAll(async () => {
  await database?.end()
  await server?.close()
  await Promise.all([provider?.stop(), other?.stop()])
})

const visitor = () => createVisitor(server.url)
const login = 'ada'

/** After a refusal nothing is proven, and no account was made. */
async function expectNothing(browser: ReturnType<typeof visitor>) {
  expect(codeOf(await browser.complete())).toBe('sign_in_over')
  expect(codeOf(await browser.signUp('nobody'))).toBe('sign_in_over')
  expect((await database.query('select 1 from provider_proofs')).rowCount).toBe(0)
  expect((await database.query('select 1 from users')).rowCount).toBe(0)
}

test.each([
  ['a wrong nonce', { claims: { nonce: 'another' } }],
  ['no nonce', { claims: { nonce: null } }],
  ['a wrong audience', { claims: { aud: 'somebody-else' } }],
  ['two audiences, authorized for the other', { claims: { aud: ['chaos', 'else'], azp: 'else' } }],
  ['another issuer', { claims: { iss: 'https://evil.example' } }],
  ['an expired ID token', { claims: { exp: Math.floor(Date.now() / 1000) - 120 } }],
  ['an ID token from the future', { claims: { nbf: Math.floor(Date.now() / 1000) + 3600 } }],
  ['no expiry', { claims: { exp: null } }],
  ['no subject', { claims: { sub: null } }],
  ['a foreign key', { foreignKey: true }],
])('%s is refused', async (_name, how) => {
  const browser = visitor()
  await provider.bend(how)
  expect(await browser.visit('company', { login })).toMatchObject({ path: '/provider', error: 'provider_failed' })
  await expectNothing(browser)
})

test('an ID token whose user information is about somebody else is refused', async () => {
  const browser = visitor()
  await provider.bend({ claims: { sub: 'eve' } })
  expect((await browser.visit('company', { login })).error).toBe('provider_failed')
  await expectNothing(browser)
})

test('a changed request at the provider does not help: nonce and challenge are ours', async () => {
  for (const [name, value] of [
    ['nonce', 'x'.repeat(43)],
    ['code_challenge', 'x'.repeat(43)],
  ] as const) {
    const browser = visitor()
    const url = await browser.start('company')
    url.searchParams.set(name, value)
    expect((await browser.comeBack(await browser.answer(url, { login }))).error, name).toBe('provider_failed')
    await expectNothing(browser)
  }
})

test('a callback counts once', async () => {
  const browser = visitor()
  const callback = await browser.answer(await browser.start('company'), { login })
  const cookie = new Map(browser.jar)
  expect((await browser.comeBack(callback)).error).toBeNull()
  expect((await browser.comeBack(callback)).error).toBe('sign_in_over')
  const replayed = visitor()
  for (const [name, value] of cookie) replayed.jar.set(name, value)
  expect((await replayed.comeBack(callback)).error).toBe('sign_in_over')
  // The first one still stands: a replay takes nothing from it.
  expect((await browser.stranger()).userName).toBe('ada')
})

test('a code that was redeemed once is worth nothing in another visit', async () => {
  const browser = visitor()
  const first = await browser.answer(await browser.start('company'), { login })
  await browser.comeBack(first)
  await database.query('delete from provider_proofs')
  const again = visitor()
  const second = await again.answer(await again.start('company'), { login })
  second.searchParams.set('code', first.searchParams.get('code') ?? '')
  expect((await again.comeBack(second)).error).toBe('provider_failed')
  await expectNothing(again)
})

test('a state from another browser, of nobody, or none at all is refused', async () => {
  const [mine, theirs] = [visitor(), visitor()]
  const callback = await theirs.answer(await theirs.start('company'), { login })
  expect((await mine.comeBack(callback)).error).toBe('sign_in_over')
  await mine.start('company')
  expect((await mine.comeBack(callback)).error).toBe('sign_in_over')
  const unknown = new URL(callback)
  unknown.searchParams.set('state', 'x'.repeat(43))
  expect((await theirs.comeBack(unknown)).error).toBe('sign_in_over')
  unknown.searchParams.delete('state')
  expect((await theirs.comeBack(unknown)).error).toBe('sign_in_over')
  await expectNothing(mine)
  // Whoever began it can still finish it: a foreign try takes nothing away.
  expect((await theirs.comeBack(callback)).error).toBeNull()
})

test('an answer of another issuer is refused, named or not, and so is one at another provider’s address', async () => {
  for (const change of [
    (url: URL) => url.searchParams.set('iss', other.url),
    (url: URL) => url.searchParams.delete('iss'),
  ]) {
    const browser = visitor()
    const callback = await browser.answer(await browser.start('company'), { login })
    change(callback)
    expect((await browser.comeBack(callback)).error).toBe('provider_failed')
    await expectNothing(browser)
  }
  const browser = visitor()
  const callback = await browser.answer(await browser.start('company'), { login })
  callback.pathname = callback.pathname.replace('company', 'other')
  expect((await browser.comeBack(callback)).error).toBe('sign_in_over')
  await expectNothing(browser)
})

test('a provider that calls itself otherwise than configured is refused at the start', async () => {
  const metadata = `${other.url}/.well-known/openid-configuration`
  expect(await (await fetch(metadata)).json()).toMatchObject({ issuer: other.url })
  const changed = await startServer({
    overrides: {
      signIn: { providers: { wrong: { ...other.settings, issuer: other.url.replace('127.0.0.1', 'localhost') } } },
    },
    providerClients: { wrong: other.client },
  })
  try {
    const reply = await changed.anonymous.post('/api/auth/providers/wrong/start', {}, { origin: changed.url })
    expect([reply.status, codeOf(reply)]).toEqual([503, 'provider_unavailable'])
  } finally {
    await changed.close()
  }
})

test('a flow that took too long is refused, and so is a proof', async () => {
  const browser = visitor()
  const callback = await browser.answer(await browser.start('company'), { login })
  await database.query("update provider_flows set expires_at = now() - interval '1 second'")
  expect((await browser.comeBack(callback)).error).toBe('sign_in_over')
  await expectNothing(browser)
  const late = visitor()
  expect((await late.visit('company', { login })).error).toBeNull()
  await database.query("update provider_proofs set expires_at = now() - interval '1 second'")
  expect(codeOf(await late.complete())).toBe('sign_in_over')
  expect(codeOf(await late.signUp('late'))).toBe('sign_in_over')
  await createHousekeepingStore(server.context.database.db).removeWhatIsOver()
  expect((await database.query('select 1 from provider_flows where expires_at < now()')).rowCount).toBe(0)
  await expectNothing(late)
})

test('who cancels at the provider comes back and is told so; other errors are told apart', async () => {
  const browser = visitor()
  const landing = await browser.visit('company', { cancel: '1' }, { returnTo: '/invite/abc' })
  expect(landing).toMatchObject({ error: 'provider_cancelled', returnTo: '/invite/abc' })
  for (const [error, code] of [
    ['server_error', 'provider_unavailable'],
    ['temporarily_unavailable', 'provider_unavailable'],
    ['invalid_scope', 'provider_failed'],
    ['<script>', 'provider_failed'],
  ] as const) {
    const callback = await browser.answer(await browser.start('company'), { cancel: '1' })
    callback.searchParams.set('error', error)
    expect((await browser.comeBack(callback)).error).toBe(code)
  }
  await expectNothing(browser)
})

test('a provider that is down says so, and everything else works', async () => {
  const browser = visitor()
  const reply = await browser.post('/api/auth/providers/down/start')
  expect([reply.status, problemOf(reply).code]).toEqual([503, 'provider_unavailable'])
  expect(reply.headers.getSetCookie()).toEqual([])
  expect(codeOf(await browser.post('/api/auth/providers/nobody/start'))).toBe('not_found')
  expect(succeeded(Type.Array(ProviderInfo), await browser.client.get('/api/auth/providers'))).toHaveLength(3)
  expect((await browser.visit('other', { login })).error).toBeNull()
})

test('a provider that comes up late is found, and one that dies on the way is told', async () => {
  const port = await findFreePort()
  const settings = { kind: 'oidc', name: 'Mortal', issuer: `http://127.0.0.1:${port}` }
  const owner = await startServer({
    overrides: { signIn: { providers: { mortal: settings } } },
    providerClients: { mortal: provider.client },
  })
  const browser = createVisitor(owner.url)
  expect(codeOf(await browser.post('/api/auth/providers/mortal/start'))).toBe('provider_unavailable')
  const mortal = await startOidcProvider('mortal', port)
  try {
    const callback = await browser.answer(await browser.start('mortal'), { login })
    await mortal.stop()
    expect((await browser.comeBack(callback)).error).toBe('provider_unavailable')
    expect((await owner.register('by-password')).user.userName).toBe('by-password')
  } finally {
    await mortal.stop()
    await owner.close()
  }
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  'javascript:alert(1)',
  '/x/..//evil.example',
])('nobody is led away to %j', async (returnTo) => {
  const browser = visitor()
  expect(await browser.visit('company', { cancel: '1' }, { returnTo })).toMatchObject({
    path: '/provider',
    returnTo: '/',
  })
})

test('what the callback’s address claims leads nowhere', async () => {
  const callback = new URL('/api/auth/providers/company/callback', server.url)
  callback.search = String(new URLSearchParams({ returnTo: 'https://evil.example', state: 'x', code: 'y' }))
  expect(await visitor().comeBack(callback)).toMatchObject({ path: '/provider', returnTo: '/', error: 'sign_in_over' })
})

test('another site cannot begin, finish or use a visit', async () => {
  const browser = visitor()
  await browser.visit('company', { login })
  const cookie = [...browser.jar].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const path of ['company/start', 'complete', 'sign-up'])
    for (const origin of ['https://evil.example', 'null', undefined]) {
      const body = path === 'sign-up' ? { userName: 'csrf' } : {}
      const headers = { cookie, ...(origin && { origin }) }
      const reply = await server.anonymous.post(`/api/auth/providers/${path}`, body, headers)
      expect([path, origin, codeOf(reply)]).toEqual([path, origin, 'forbidden'])
    }
  expect((await browser.stranger()).userName).toBe('ada')
})

test('what does not belong there is not taken', async () => {
  const browser = visitor()
  await browser.visit('company', { login })
  for (const body of [
    { userName: 'ada', serverRole: 'owner' },
    { userName: 'ada', email: 'admin@example.org' },
    { userName: 'a' },
    { userName: 'аda' },
    {},
  ])
    expect(codeOf(await browser.post('/api/auth/providers/sign-up', body))).toBe('bad_request')
})

test('a planted cookie is not the one that a proof is given to', async () => {
  const browser = visitor()
  const callback = await browser.answer(await browser.start('company'), { login })
  const planted = browser.jar.get('chaos_provider') ?? ''
  await browser.comeBack(callback)
  expect(browser.jar.get('chaos_provider')).not.toBe(planted)
  const thief = visitor()
  thief.jar.set('chaos_provider', planted)
  expect(codeOf(await thief.complete())).toBe('sign_in_over')
})

test('no code, state, token or secret reaches the log', async () => {
  const browser = visitor()
  await provider.bend({ foreignKey: true })
  const callback = await browser.answer(await browser.start('company'), { login })
  await browser.comeBack(callback)
  const all = log.join('')
  expect(all).toContain('a sign-in by a provider failed')
  for (const secret of [
    callback.searchParams.get('code'),
    callback.searchParams.get('state'),
    'provider-secret',
    'eyJ',
  ])
    expect(all).not.toContain(secret)
})
