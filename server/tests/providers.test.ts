import { LinkedIdentity, Me, ProviderInfo, ProviderRedirect, SecondStepNeeded, SignedIn } from '@chaos/protocol'
import pg from 'pg'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccountFact, accountTopic } from '../auth/account-events.ts'
import { addPasskey, addTotp, codeAt, secondStep } from './harness/factors.ts'
import { startOidcProvider, type TestProvider } from './harness/providers/start-oidc-provider.ts'
import { createVisitor } from './harness/providers/visitor.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, createTestClient, type Reply, succeeded } from './harness/test-client.ts'
import { createVirtualAuthenticator } from './harness/virtual-authenticator.ts'

let provider: TestProvider
let second: TestProvider
let server: TestServer
let database: pg.Client
beforeAll(async () => {
  ;[provider, second] = await Promise.all([startOidcProvider('company'), startOidcProvider('second')])
  server = await startServer({
    overrides: { signIn: { providers: { company: provider.settings, second: second.settings } } },
    providerClients: { company: provider.client, second: second.client },
  })
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database?.end()
  await server?.close()
  await Promise.all([provider?.stop(), second?.stop()])
})

const visitor = (token?: string) => createVisitor(server.url, token)
const Linked = Type.Array(LinkedIdentity)

const addressIn = (start: Reply) => new URL(succeeded(ProviderRedirect, start).url)

/** An account made by a provider, in its browser. */
async function signUp(login: string, userName = login) {
  const browser = visitor()
  await browser.visit('company', { login })
  await browser.complete()
  const { accessToken, user } = succeeded(SignedIn, await browser.signUp(userName))
  return { browser, user, token: accessToken, client: createTestClient(server.url, accessToken) }
}

/** Makes the last proof of a person's sessions older than what dangerous changes want. */
const forgetConfirmation = (userId: string) =>
  database.query("update sessions set confirmed_at = now() - interval '11 minutes' where user_id = $1", [userId])

test('lists who is configured and has a client, without anything secret', async () => {
  const reply = await server.anonymous.get('/api/auth/providers')
  expect(succeeded(Type.Array(ProviderInfo), reply)).toEqual([
    { id: 'company', kind: 'oidc', name: 'Provider company' },
    { id: 'second', kind: 'oidc', name: 'Provider second' },
  ])
  expect(JSON.stringify(reply.body)).not.toContain('secret')
})

test('a start sends the browser away with state, nonce and an S256 challenge, and keeps a cookie of its own', async () => {
  const headers = { origin: server.url }
  const reply = await server.anonymous.post('/api/auth/providers/company/start', {}, headers)
  expect(reply.headers.get('cache-control')).toBe('no-store')
  expect(reply.headers.getSetCookie()[0]).toMatch(
    /^chaos_provider=[\w-]{43}; Path=\/api\/auth\/providers; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
  )
  const browser = visitor()
  const url = await browser.start('company')
  expect(url.origin).toBe(provider.url)
  const { state = '', nonce, code_challenge: challenge, ...rest } = Object.fromEntries(url.searchParams)
  for (const secret of [state, nonce, challenge]) expect(secret).toMatch(/^[\w-]{43}$/)
  expect(rest).toEqual({
    client_id: 'chaos',
    redirect_uri: `${server.context.publicUrl.get()}/api/auth/providers/company/callback`,
    response_type: 'code',
    scope: 'openid email profile',
    code_challenge_method: 'S256',
  })
  const { rows } = await database.query('select * from provider_flows')
  const stored = JSON.stringify(rows.map((row: object) => Object.values(row).map(String)))
  for (const secret of [state, nonce, browser.jar.get('chaos_provider')]) expect(stored).not.toContain(secret)
})

test('a new identity chooses a user name and gets an account; later it signs in', async () => {
  const browser = visitor()
  const landing = await browser.visit('company', { login: 'ada' }, { returnTo: '/invite/abc?x=1' })
  expect(landing).toEqual({
    path: '/provider',
    provider: 'company',
    purpose: 'sign_in',
    returnTo: '/invite/abc?x=1',
    error: null,
  })
  expect(codeOf(await browser.complete())).toBe('sign_up_needed')
  const asked = await browser.stranger()
  const names = { userName: 'ada', displayName: 'Ada', email: 'ada@example.org', emailTaken: false }
  expect(asked).toMatchObject({ provider: { id: 'company' }, ...names })
  // Asked again, as after a reload, it says the same.
  expect(await browser.stranger()).toEqual(asked)

  const reply = await browser.signUp('Ada')
  const made = succeeded(SignedIn, reply)
  expect(reply.headers.getSetCookie().join()).toMatch(/chaos_refresh=[\w-]{43}/)
  const me = succeeded(Me, await createTestClient(server.url, made.accessToken).get('/api/users/me'))
  expect(me).toMatchObject({ userName: 'Ada', email: 'ada@example.org', emailVerified: true, hasPassword: false })

  const again = visitor()
  await again.visit('company', { login: 'ada' })
  expect(succeeded(SignedIn, await again.complete()).user).toEqual(made.user)
  expect(codeOf(await again.complete())).toBe('sign_in_over')
  expect(again.jar.has('chaos_provider')).toBe(false)
})

test('an address that the provider has not verified is not kept and takes nobody’s place', async () => {
  const owner = await signUp('vera')
  const browser = visitor()
  await browser.visit('company', { login: 'unverified-vera' })
  expect(await browser.stranger()).toMatchObject({ email: null, emailTaken: false })
  const { user, accessToken } = succeeded(SignedIn, await browser.signUp('not-vera'))
  expect(user.id).not.toBe(owner.user.id)
  const me = succeeded(Me, await createTestClient(server.url, accessToken).get('/api/users/me'))
  expect(me).toMatchObject({ email: null, emailVerified: false })
})

test('a verified address that has an account neither links nor signs up', async () => {
  await signUp('mia')
  const browser = visitor()
  await browser.visit('second', { login: 'mia' })
  expect(await browser.stranger()).toMatchObject({ emailTaken: true })
  expect(codeOf(await browser.signUp('mia-two'))).toBe('email_taken')
  const { rows } = await database.query("select user_name from users where user_name like 'mia%'")
  expect(rows).toEqual([{ user_name: 'mia' }])
})

test('a taken user name can be chosen anew, and two browsers make one account of an identity', async () => {
  await server.register('taken')
  const [first, other] = [visitor(), visitor()]
  await first.visit('company', { login: 'rita' })
  await other.visit('company', { login: 'rita' })
  expect(codeOf(await first.signUp('TAKEN'))).toBe('username_taken')
  const replies = await Promise.all([first.signUp('rita-one'), other.signUp('rita-two')])
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  expect(replies.map(codeOf)).toContainEqual(expect.stringMatching(/^(identity|email)_taken$/))
  const names = await database.query("select 1 from users where user_name like 'rita%'")
  expect(names.rowCount).toBe(1)
})

test('the registration mode counts, and so does the standing of an account', async () => {
  const settings = server.context.services.serverSettings
  try {
    const browser = visitor()
    await browser.visit('company', { login: 'nora' })
    await settings.change({ registration: 'closed' })
    expect((await browser.signUp('nora')).status).toBe(403)
    await settings.change({ registration: 'invite' })
    expect((await browser.signUp('nora')).status).toBe(403)
    await settings.change({ registration: 'approval' })
    expect(codeOf(await browser.signUp('nora'))).toBe('account_pending')
  } finally {
    await settings.change({ registration: 'open' })
  }
  const again = visitor()
  await again.visit('company', { login: 'nora' })
  expect(codeOf(await again.complete())).toBe('account_pending')
  await database.query("update users set status = 'disabled' where user_name = 'nora'")
  const last = visitor()
  await last.visit('company', { login: 'nora' })
  expect(codeOf(await last.complete())).toBe('account_disabled')
  expect(last.jar.has('chaos_refresh')).toBe(false)
})

test('an account links a provider, signs in with it, and unlinks it', async () => {
  const facts: AccountFact[] = []
  const stop = server.context.events.account.subscribe(accountTopic, (fact) => facts.push(fact))
  const owner = await server.register('linda')
  const browser = visitor(owner.token)
  const start = await browser.post('/api/auth/providers/company/link', { purpose: 'link', returnTo: '/settings' })
  const landing = await browser.comeBack(await browser.answer(addressIn(start), { login: 'linda' }))
  expect(landing).toMatchObject({ purpose: 'link', returnTo: '/settings', error: null })
  // What was proven for a link opens no session.
  expect(codeOf(await browser.complete())).toBe('sign_in_over')
  expect((await browser.post('/api/auth/providers/link')).status).toBe(204)
  expect(codeOf(await browser.post('/api/auth/providers/link'))).toBe('sign_in_over')
  const [linked] = succeeded(Linked, await owner.get('/api/auth/providers/linked'))
  expect(linked).toMatchObject({ provider: 'company', label: 'linda@example.org', lastUsedAt: null })

  const elsewhere = visitor()
  await elsewhere.visit('company', { login: 'linda' })
  expect(succeeded(SignedIn, await elsewhere.complete()).user.id).toBe(owner.user.id)
  const [used] = succeeded(Linked, await owner.get('/api/auth/providers/linked'))
  expect(used?.lastUsedAt).not.toBeNull()

  expect((await owner.delete('/api/auth/providers/company/link')).status).toBe(204)
  expect(codeOf(await owner.delete('/api/auth/providers/company/link'))).toBe('not_found')
  const stranger = visitor()
  await stranger.visit('company', { login: 'linda' })
  expect((await stranger.stranger()).userName).toBe('linda')

  stop()
  const changes = facts.filter(({ type }) => type.startsWith('identity.'))
  expect(changes).toMatchObject([
    { type: 'identity.linked', userId: owner.user.id, provider: 'company' },
    { type: 'identity.unlinked', userId: owner.user.id, provider: 'company' },
  ])
  const { rows } = await database.query(
    "select action from audit_entries where subject_id = $1 and action like 'identity.%' order by position",
    [owner.user.id],
  )
  expect(rows).toEqual([{ action: 'identity.linked' }, { action: 'identity.unlinked' }])
})

/** Visits a provider for a link, as far as our page. */
async function goForLink(token: string, id: string, login: string) {
  const browser = visitor(token)
  const start = await browser.post(`/api/auth/providers/${id}/link`, { purpose: 'link' })
  await browser.comeBack(await browser.answer(addressIn(start), { login }))
  return browser
}

test('an identity belongs to one account, and an account has one identity at a provider', async () => {
  const first = await signUp('otto')
  const other = await server.register('other')
  const theft = await goForLink(other.token, 'company', 'otto')
  expect(codeOf(await theft.post('/api/auth/providers/link'))).toBe('identity_taken')
  const twice = await goForLink(first.token, 'company', 'otto-two')
  expect(codeOf(await twice.post('/api/auth/providers/link'))).toBe('provider_already_linked')
})

test('what one session began to link another cannot finish', async () => {
  const victim = await server.register('victim')
  const attacker = await server.register('attacker')
  const theirs = await goForLink(attacker.token, 'company', 'attacker')
  const mixed = createVisitor(server.url, victim.token)
  for (const [name, value] of theirs.jar) mixed.jar.set(name, value)
  expect(codeOf(await mixed.post('/api/auth/providers/link'))).toBe('sign_in_over')
  expect(succeeded(Linked, await victim.get('/api/auth/providers/linked'))).toEqual([])
})

test('linking and unlinking want a recent proof, which the provider itself can give', async () => {
  const { user, token, client } = await signUp('connie')
  await forgetConfirmation(user.id)
  const browser = visitor(token)
  expect(codeOf(await browser.post('/api/auth/providers/second/link', { purpose: 'link' }))).toBe(
    'confirmation_required',
  )
  expect(codeOf(await client.delete('/api/auth/providers/company/link'))).toBe('confirmation_required')

  const confirmBy = async (login: string) => {
    const confirming = visitor(token)
    const start = await confirming.post('/api/auth/providers/company/link', { purpose: 'confirm' })
    const url = addressIn(start)
    expect(url.searchParams.get('max_age')).toBe('60')
    await confirming.comeBack(await confirming.answer(url, { login }))
    return confirming.post('/api/auth/providers/confirm')
  }
  expect(codeOf(await confirmBy('somebody-else'))).toBe('wrong_identity')
  expect(codeOf(await client.delete('/api/auth/providers/company/link'))).toBe('confirmation_required')
  // Somebody who was looked at long ago is not there now.
  await provider.bend({ claims: { auth_time: Math.floor(Date.now() / 1000) - 120 } })
  expect(codeOf(await confirmBy('connie'))).toBe('sign_in_over')
  await provider.bend()
  expect((await confirmBy('connie')).status).toBe(204)
  expect(codeOf(await client.delete('/api/auth/providers/company/link'))).toBe('last_sign_in_method')
})

test('the last way to sign in stays, also when two are removed at once', async () => {
  const { user, token, client } = await signUp('lasse')
  const browser = await goForLink(token, 'second', 'lasse')
  expect((await browser.post('/api/auth/providers/link')).status).toBe(204)
  const replies = await Promise.all(['company', 'second'].map((id) => client.delete(`/api/auth/providers/${id}/link`)))
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409])
  expect(replies.map(codeOf)).toContain('last_sign_in_method')
  expect(succeeded(Linked, await client.get('/api/auth/providers/linked'))).toHaveLength(1)
  expect(user.userName).toBe('lasse')
})

test('a second factor is asked for as after a password', async () => {
  const { client, user } = await signUp('twofold')
  const { secret } = await addTotp(client)
  const browser = visitor()
  await browser.visit('company', { login: 'twofold' })
  const reply = await browser.complete()
  const { ticket, methods } = succeeded(SecondStepNeeded, reply)
  expect(methods).toContain('totp')
  expect(reply.headers.getSetCookie().join()).not.toContain('chaos_refresh')
  const proof = { method: 'totp', code: codeAt(secret) }
  expect(succeeded(SignedIn, await secondStep(server.anonymous, ticket, proof)).user.id).toBe(user.id)
})

test('a passkey is another way in, and then the only one', async () => {
  const { client } = await signUp('keyholder')
  const { passkey } = await addPasskey(client, createVirtualAuthenticator(server.context.publicUrl.get()))
  expect((await client.delete('/api/auth/providers/company/link')).status).toBe(204)
  expect(codeOf(await client.delete(`/api/auth/passkeys/${passkey.id}`))).toBe('last_sign_in_method')
})
