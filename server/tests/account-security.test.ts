import { defaultServerSettings, Me, SignedIn } from '@chaos/protocol'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccountFact, accountTopic } from '../auth/account-events.ts'
import { createAuditStore, digestDetails, hashEntry } from '../database/stores/audit-store.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, cookieOf, createTestClient, password, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let database: pg.Client
const facts: AccountFact[] = []
beforeAll(async () => {
  server = await startServer()
  server.context.events.account.subscribe(accountTopic, (fact) => void facts.push(fact))
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.close()
})

const signIn = (userName: string, secret = password) =>
  server.anonymous.post('/api/auth/sign-in', { userName, password: secret })
const refresh = (cookie: string) => server.anonymous.post('/api/auth/refresh', {}, { cookie, origin: server.url })
const actionsOf = async (userId: string): Promise<string[]> => {
  const { rows } = await database.query('select action from audit_entries where subject_id = $1 order by position', [
    userId,
  ])
  return rows.map(({ action }: { action: string }) => action)
}
const viewerOf = ({ token }: SignedInClient) => server.context.services.auth.authenticate(token)
/** As if the session had been confirmed last that long ago. */
const confirmedAgo = (client: SignedInClient, interval: string) =>
  database.query(`update sessions set confirmed_at = now() - $1::interval where user_id = $2`, [
    interval,
    client.user.id,
  ])

test('what one sees of oneself is more than others see', async () => {
  const ada = await server.register('ada')
  const me = succeeded(Me, await ada.get('/api/users/me'))
  expect(me).toEqual({
    ...ada.user,
    serverRole: 'user',
    email: null,
    emailVerified: false,
    hasPassword: true,
    createdAt: me.createdAt,
  })
  expect(Math.abs(Date.parse(me.createdAt) - Date.now())).toBeLessThan(60_000)
})

test('a new password ends the other sessions, works from then on, and is told', async () => {
  const bert = await server.register('bert')
  const other = await signIn('bert')
  const { accessToken } = succeeded(SignedIn, other)
  const next = 'a completely different secret'
  expect((await bert.post('/api/auth/password', { current: password, password: next })).status).toBe(204)
  expect((await createTestClient(server.url, accessToken).get('/api/users/me')).status).toBe(401)
  expect((await refresh(cookieOf(other))).status).toBe(401)
  expect((await bert.get('/api/users/me')).status).toBe(200)
  expect((await refresh(bert.cookie)).status).toBe(200)
  expect(codeOf(await signIn('bert'))).toBe('wrong_credentials')
  expect((await signIn('bert', next)).status).toBe(200)
  expect(facts.filter(({ userId }) => userId === bert.user.id).map(({ type }) => type)).toEqual([
    ...['session.opened', 'session.opened', 'password.changed', 'session.opened'],
  ])
  expect(await actionsOf(bert.user.id)).toEqual([
    ...['account.registered', 'session.opened', 'session.opened', 'confirmation.succeeded', 'password.changed'],
    ...['session.revoked', 'sign_in.failed', 'session.opened'],
  ])
})

test.each([
  ['the wrong current one', { current: 'not the password', password: 'long enough for us' }, 'wrong_password'],
  ['no current one', { password: 'long enough for us' }, 'wrong_password'],
  ['a short new one', { current: password, password: 'short' }, 'bad_request'],
  ['a member that is not known', { current: password, password: 'long enough for us', userId: 'x' }, 'bad_request'],
])('a password change with %s changes nothing', async (name, body, code) => {
  const client = await server.register(`carl${name.length}`)
  expect(codeOf(await client.post('/api/auth/password', body))).toBe(code)
  expect((await signIn(client.user.userName)).status).toBe(200)
})

test('an account without a password sets one after a recent proof, and cannot sign in with one before', async () => {
  const dora = await server.register('dora')
  await database.query('update users set password_hash = null where id = $1', [dora.user.id])
  expect(succeeded(Me, await dora.get('/api/users/me')).hasPassword).toBe(false)
  expect(codeOf(await signIn('dora'))).toBe('wrong_credentials')
  await confirmedAgo(dora, '11 minutes')
  const change = () => dora.post('/api/auth/password', { password: 'a first one of my own' })
  expect(codeOf(await change())).toBe('confirmation_required')
  expect(codeOf(await dora.post('/api/auth/confirm', { password }))).toBe('wrong_password')
  await confirmedAgo(dora, '9 minutes')
  expect((await change()).status).toBe(204)
  expect((await signIn('dora', 'a first one of my own')).status).toBe(200)
})

test('a proof is recent for ten minutes, and a password renews it', async () => {
  const emil = await server.register('emil')
  const viewer = await viewerOf(emil)
  const { confirmation } = server.context.services
  await confirmation.requireRecent(viewer)
  await confirmedAgo(emil, '10 minutes 1 second')
  await expect(confirmation.requireRecent(viewer)).rejects.toMatchObject({ code: 'confirmation_required' })
  expect(codeOf(await emil.post('/api/auth/confirm', { password: 'not the password' }))).toBe('wrong_password')
  await expect(confirmation.requireRecent(viewer)).rejects.toMatchObject({ code: 'confirmation_required' })
  expect((await emil.post('/api/auth/confirm', { password })).status).toBe(204)
  await confirmation.requireRecent(viewer)
  expect(codeOf(await server.anonymous.post('/api/auth/confirm', { password }))).toBe('unauthenticated')
  expect(await actionsOf(emil.user.id)).toEqual([
    ...['account.registered', 'session.opened', 'confirmation.failed', 'confirmation.succeeded'],
  ])
})

test.each([
  ['disabled', 'account_disabled'],
  ['pending', 'account_pending'],
])('the gate lets nobody into a %s account, and tells only who knows the password', async (status, code) => {
  const client = await server.register(`gate-${status}`)
  await database.query('update users set status = $1 where id = $2', [status, client.user.id])
  expect(codeOf(await signIn(client.user.userName))).toBe(code)
  expect(codeOf(await signIn(client.user.userName, 'not the password'))).toBe('wrong_credentials')
  expect(codeOf(await refresh(client.cookie))).toBe(code)
  expect((await actionsOf(client.user.id)).filter((action) => action === 'session.opened')).toHaveLength(1)
})

test('who runs the server is looked up each time', async () => {
  const fay = await server.register('fay')
  const viewer = await viewerOf(fay)
  const { administrators } = server.context.services
  const become = (role: string, status = 'active') =>
    database.query('update users set server_role = $1, status = $2 where id = $3', [role, status, fay.user.id])
  await expect(administrators.require(viewer)).rejects.toMatchObject({ code: 'forbidden' })
  for (const role of ['admin', 'owner']) {
    await become(role)
    await administrators.require(viewer)
  }
  await become('owner', 'disabled')
  await expect(administrators.require(viewer)).rejects.toMatchObject({ code: 'forbidden' })
})

test('a session opened on another device is told as new, on the same one it is not', async () => {
  const greta = await server.register('greta')
  const from = (userAgent: string) =>
    server.anonymous.post('/api/auth/sign-in', { userName: 'greta', password }, { 'user-agent': userAgent })
  for (const userAgent of ['A phone', 'A phone', 'node']) await from(userAgent)
  const opened = facts.filter((fact) => fact.userId === greta.user.id && fact.type === 'session.opened')
  expect(opened.map((fact) => 'isNewDevice' in fact && fact.isNewDevice)).toEqual([false, true, false, false])
  expect(opened[1]).toMatchObject({ client: { ip: '127.0.0.1', userAgent: 'A phone' }, methods: ['password'] })
})

test('settings of the server have defaults, change one by one, and forget what they do not know', async () => {
  const { serverSettings } = server.context.services
  expect(await serverSettings.get()).toEqual(defaultServerSettings)
  await Promise.all([serverSettings.change({ registration: 'invite' }), serverSettings.change({ proofOfWork: true })])
  await database.query(`update server_settings set settings = settings || '{"fromTheFuture": 1}'`)
  expect(await serverSettings.change({ serverName: 'Night Radio' })).toEqual({
    ...defaultServerSettings,
    serverName: 'Night Radio',
    registration: 'invite',
    proofOfWork: true,
  })
})

test('the audit log is one chain, whoever writes at the same time', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, at) => signIn('nobody', `wrong ${at}`)))
  const links = await createAuditStore(server.context.database.db).read(0, 1000)
  expect(links.length).toBeGreaterThan(40)
  let previousHash: Buffer = Buffer.alloc(32)
  for (const [at, { entry, personal }] of links.entries()) {
    expect(entry.position).toBe(at + 1)
    const detailsDigest = digestDetails(personal ?? { salt: Buffer.alloc(0), ip: null, details: {} })
    expect(hashEntry({ ...entry, previousHash, detailsDigest })).toEqual(entry.hash)
    previousHash = entry.hash
  }
})

test.each([
  `update audit_entries set action = 'session.opened' where position = 1`,
  'delete from audit_entries where position = 1',
  'truncate audit_entries',
  `update audit_details set ip = '192.0.2.1'`,
])('the database refuses: %s', async (statement) => {
  await expect(database.query(statement)).rejects.toThrow('the audit log only grows')
})
