import { Me, SignedIn } from '@chaos/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { inDatabase } from './harness/administrators.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, cookieOf, countsOf, createTestClient, password, type Reply, succeeded } from './harness/test-client.ts'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const issue = () => server.context.services.ownerSetUp.issueLink()
const secretOf = (link: string | null) => new URL(link ?? 'none:').hash.slice(1)
const newSecret = async () => secretOf(await issue())
const setUp = (secret: string, userName = 'olga'): Promise<Reply> =>
  server.anonymous.post('/api/auth/set-up', { secret, userName, password })
const roleOf = async (token: string) =>
  succeeded(Me, await createTestClient(server.url, token).get('/api/users/me')).serverRole

test('the printed link makes one owner, then it and every other is dead', async () => {
  const link = await issue()
  expect(link).toMatch(/^http:\/\/localhost:\d+\/set-up#[\w-]{43}$/)
  const secret = secretOf(link)
  expect((await server.anonymous.post('/api/auth/set-up/check', { secret })).status).toBe(204)
  const made = await setUp(secret, 'admin')
  expect(made.status).toBe(201)
  expect(made.headers.get('cache-control')).toBe('no-store')
  expect(cookieOf(made)).toMatch(/^chaos_refresh=/)
  expect(await roleOf(succeeded(SignedIn, made).accessToken)).toBe('owner')

  expect(await issue()).toBeNull()
  for (const again of [
    await setUp(secret, 'second'),
    await server.anonymous.post('/api/auth/set-up/check', { secret }),
  ])
    expect([again.status, codeOf(again)]).toEqual([404, 'set_up_link_dead'])
})

test('each start kills the link of the one before, and nothing of it is kept but a hash', async () => {
  const first = await newSecret()
  const second = await newSecret()
  expect(codeOf(await setUp(first))).toBe('set_up_link_dead')
  expect(codeOf(await setUp('x'.repeat(43)))).toBe('set_up_link_dead')
  const { rows } = await server.context.database.db.execute('select secret_hash::text as hash from set_up_links')
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain(Buffer.from(second).toString('hex'))
  expect((await setUp(second)).status).toBe(201)
})

test('many at once make one owner', async () => {
  const secret = await newSecret()
  const replies = await Promise.all(Array.from({ length: 8 }, (_, index) => setUp(secret, `racer-${index}`)))
  expect(countsOf(replies)).toEqual({ 201: 1, 404: 7 })
  const { rows } = await server.context.database.db.execute('select server_role from users')
  expect(rows).toEqual([{ server_role: 'owner' }])
})

test('a name that is taken does not use the link up', async () => {
  await server.register('olga')
  const secret = await newSecret()
  expect(codeOf(await setUp(secret, 'OLGA'))).toBe('username_taken')
  expect((await setUp(secret, 'olga-berg')).status).toBe(201)
})

test('somebody who is signed in becomes the owner with the account they have', async () => {
  const ada = await server.register('ada')
  const eve = await server.register('eve')
  const secret = await newSecret()
  expect(codeOf(await server.anonymous.post('/api/users/set-up', { secret }))).toBe('unauthenticated')
  expect((await ada.post('/api/users/set-up', { secret })).status).toBe(204)
  expect(await roleOf(ada.token)).toBe('owner')
  expect(codeOf(await eve.post('/api/users/set-up', { secret }))).toBe('set_up_link_dead')
  expect(await roleOf(eve.token)).toBe('user')
})

test('an account that is disabled cannot become the owner', async () => {
  const ada = await server.register('ada')
  await inDatabase(server, "update users set status = 'disabled'")
  const secret = await newSecret()
  expect((await ada.post('/api/users/set-up', { secret })).status).toBe(401)
  expect((await setUp(secret)).status).toBe(201)
})

test.each([
  ['no secret', { userName: 'olga', password }],
  ['a short secret', { secret: 'x', userName: 'olga', password }],
  ['a short password', { secret: 'x'.repeat(43), userName: 'olga', password: 'short' }],
  ['a role of one’s own choice', { secret: 'x'.repeat(43), userName: 'olga', password, serverRole: 'owner' }],
])('%s is refused', async (_name, body) => {
  expect(codeOf(await server.anonymous.post('/api/auth/set-up', body))).toBe('bad_request')
})

test('another site cannot set a server up', async () => {
  const secret = await newSecret()
  const body = { secret, userName: 'olga', password }
  const reply = await server.anonymous.post('/api/auth/set-up', body, { origin: 'https://evil.example' })
  expect(codeOf(reply)).toBe('forbidden')
})

test('the server appoints its first owner itself only while there is none', async () => {
  const { ownerSetUp } = server.context.services
  const [ada, eve] = [await server.register('ada'), await server.register('eve')]
  await ownerSetUp.appoint(ada.user.id)
  await ownerSetUp.appoint(eve.user.id)
  expect([await roleOf(ada.token), await roleOf(eve.token)]).toEqual(['owner', 'user'])
  expect(await issue()).toBeNull()
})
