import { ProviderInfo, SignedIn } from '@chaos/protocol'
import pg from 'pg'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startOAuthServer, type TestOAuthServer } from './harness/providers/start-oauth-server.ts'
import { createVisitor } from './harness/providers/visitor.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { succeeded } from './harness/test-client.ts'

/** In the words of https://docs.github.com/en/rest/users, with the members that we do not read. */
const octocat = {
  login: 'octocat',
  id: 583_231,
  node_id: 'MDQ6VXNlcjU4MzIzMQ==',
  type: 'User',
  site_admin: false,
  name: 'The Octocat',
  email: 'claimed@example.org',
  two_factor_authentication: true,
}
const emails = [
  { email: 'second@example.org', primary: false, verified: true, visibility: null },
  { email: 'Octo@Example.org', primary: true, verified: true, visibility: 'private' },
]
/** In the words of https://discord.com/developers/docs/resources/user */
const nelly = {
  id: '80351110224678912',
  username: 'nelly',
  discriminator: '0',
  global_name: 'Nelly Furtado',
  avatar: '8342729096ea3675442027381ff50dfe',
  verified: true,
  email: 'nelly@example.org',
  flags: 64,
  mfa_enabled: false,
}

let github: TestOAuthServer
let discord: TestOAuthServer
let server: TestServer
let database: pg.Client
beforeAll(async () => {
  github = await startOAuthServer({ scope: 'read:user,user:email', token_type: 'bearer' })
  const expiring = { token_type: 'Bearer', expires_in: 604_800, refresh_token: 'refresh', scope: 'email identify' }
  discord = await startOAuthServer(expiring)
  server = await startServer({
    overrides: { signIn: { providers: { github: github.settings, discord: discord.settings } } },
    providerClients: { github: github.client, discord: discord.client },
  })
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
beforeEach(() => {
  github.state.api = { '/user': { body: octocat }, '/user/emails': { body: emails } }
  discord.state.api = { '/user': { body: nelly } }
  for (const { state, calls } of [github, discord]) {
    state.tokenAnswer = null
    calls.length = 0
  }
})
afterAll(async () => {
  await database?.end()
  await server?.close()
  await Promise.all([github?.stop(), discord?.stop()])
})

/** These providers ask nothing: they send the browser back at once. */
async function visit(provider: string) {
  const browser = createVisitor(server.url)
  const url = await browser.start(provider)
  const { error } = await browser.comeBack(await browser.answer(url, { login: '' }))
  return { browser, url, error }
}

test('presets keep their names beside changed endpoints', async () => {
  const reply = await server.anonymous.get('/api/auth/providers')
  expect(succeeded(Type.Array(ProviderInfo), reply)).toEqual([
    { id: 'github', kind: 'github', name: 'GitHub' },
    { id: 'discord', kind: 'discord', name: 'Discord' },
  ])
})

test('GitHub: number as subject, primary verified address, PKCE, and JSON asked for', async () => {
  const { browser, url, error } = await visit('github')
  expect(error).toBeNull()
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    client_id: 'plain',
    scope: 'read:user user:email',
    code_challenge_method: 'S256',
  })
  expect(url.searchParams.has('nonce')).toBe(false)
  expect(github.calls.map(({ path }) => path)).toEqual(['/authorize', '/token', '/user', '/user/emails'])
  expect(github.calls.slice(1).map(({ accept }) => accept)).toEqual(Array(3).fill('application/json'))
  expect(await browser.stranger()).toEqual({
    provider: { id: 'github', kind: 'github', name: 'GitHub' },
    userName: 'octocat',
    displayName: 'The Octocat',
    email: 'octo@example.org',
    emailTaken: false,
  })
  const { user } = succeeded(SignedIn, await browser.signUp('octocat'))
  // The name there may change and be taken by somebody else; the number stays.
  github.state.api['/user'] = { body: { ...octocat, login: 'renamed' } }
  const again = await visit('github')
  expect(succeeded(SignedIn, await again.browser.complete()).user).toEqual(user)
  github.state.api['/user'] = { body: { ...octocat, id: 7 } }
  const stranger = await visit('github')
  expect((await stranger.browser.stranger()).emailTaken).toBe(true)
})

test('GitHub: an address counts only when it is primary and verified', async () => {
  for (const list of [[{ ...emails[1], verified: false }, emails[0]], [emails[0]], []]) {
    github.state.api = { '/user': { body: { ...octocat, id: 42 } }, '/user/emails': { body: list } }
    const { browser } = await visit('github')
    expect((await browser.stranger()).email).toBeNull()
  }
})

test('Discord: id as subject, and the address only when it is verified', async () => {
  const { browser, url } = await visit('discord')
  expect(url.searchParams.get('scope')).toBe('identify email')
  expect(await browser.stranger()).toMatchObject({
    userName: 'nelly',
    displayName: 'Nelly Furtado',
    email: 'nelly@example.org',
  })
  discord.state.api['/user'] = { body: { ...nelly, verified: false } }
  const second = await visit('discord')
  expect((await second.browser.stranger()).email).toBeNull()
  discord.state.api['/user'] = { body: { id: nelly.id, username: 'nelly', global_name: null } }
  const third = await visit('discord')
  expect(await third.browser.stranger()).toMatchObject({ email: null, displayName: '' })
})

test('the same number at another provider is somebody else', async () => {
  github.state.api['/user'] = { body: { ...octocat, id: 1234 } }
  github.state.api['/user/emails'] = { body: [] }
  const first = await visit('github')
  succeeded(SignedIn, await first.browser.signUp('number-one'))
  discord.state.api['/user'] = { body: { ...nelly, id: '1234' } }
  const second = await visit('discord')
  expect((await second.browser.stranger()).userName).toBe('nelly')
})

test.each([
  ['a refused code', 'provider_failed', { token: { body: { error: 'bad_verification_code' } } }],
  ['a token endpoint out of order', 'provider_unavailable', { token: { status: 502, body: 'Bad gateway' } }],
  ['an API out of order', 'provider_unavailable', { user: { status: 503, body: {} } }],
  ['an API that refuses the token', 'provider_failed', { user: { status: 401, body: { message: 'Bad credentials' } } }],
  ['a user without a number', 'provider_failed', { user: { body: { ...octocat, id: null } } }],
  ['a number that is text', 'provider_failed', { user: { body: { ...octocat, id: '583231' } } }],
  ['addresses in another form', 'provider_failed', { emails: { body: { message: 'Not Found' } } }],
])('%s is %s', async (_name, code, how: { token?: object; user?: object; emails?: object }) => {
  if (how.token) github.state.tokenAnswer = { body: null, ...how.token }
  if (how.user) github.state.api['/user'] = { body: null, ...how.user }
  if (how.emails) github.state.api['/user/emails'] = { body: null, ...how.emails }
  expect((await visit('github')).error).toBe(code)
})

test('tokens of a provider are kept nowhere', async () => {
  await visit('github')
  await visit('discord')
  const { rows } = await database.query<{ name: string }>(
    "select format('%I', table_name) as name from information_schema.tables where table_schema = 'public'",
  )
  for (const { name } of rows) {
    const { rows: content } = await database.query<{ row: string }>(`select t::text as row from ${name} t`)
    const text = content.map(({ row }) => row).join('\n')
    expect(text, name).not.toContain(github.accessToken)
    expect(text, name).not.toContain('refresh_token')
  }
})
