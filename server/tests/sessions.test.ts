import {
  parsePresenceServerMessage,
  type PresenceServerMessage,
  protocolVersion,
  SecurityEventPage,
  SessionView,
  SignedIn,
} from '@chaos/protocol'
import { Type } from 'typebox'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AccountFact, accountTopic } from '../auth/account-events.ts'
import { openSocket } from './harness/socket-client.ts'
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

let server: TestServer
let database: pg.Client
const facts: AccountFact[] = []
beforeAll(async () => {
  server = await startServer({ overrides: { auth: { reuseGraceSeconds: 2 } } })
  server.context.events.account.subscribe(accountTopic, (fact) => void facts.push(fact))
  database = new pg.Client({ connectionString: server.databaseUrl })
  await database.connect()
})
afterAll(async () => {
  await database.end()
  await server.close()
})

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0'
const refresh = (cookie: string, headers: Record<string, string> = {}) =>
  server.anonymous.post('/api/auth/refresh', {}, { cookie, origin: server.url, ...headers })
const sessionsOf = async (client: Pick<SignedInClient, 'get'>) =>
  succeeded(Type.Array(SessionView), await client.get('/api/auth/sessions'))

async function signIn(userName: string, headers: Record<string, string> = {}) {
  const reply = await server.anonymous.post('/api/auth/sign-in', { userName, password }, headers)
  const { accessToken } = succeeded(SignedIn, reply)
  return { ...createTestClient(server.url, accessToken), token: accessToken, cookie: cookieOf(reply) }
}

type Say = { type: string; [member: string]: unknown }

async function openPresence(token: string) {
  const url = `${server.url}/ws/presence`
  const socket = await openSocket<PresenceServerMessage, Say>({ url, parse: parsePresenceServerMessage })
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  await socket.next('session.welcome')
  return socket
}
/** Without one of the cookies, or with another value for it. */
const replaced = (cookies: string, name: string, value?: string) =>
  cookies
    .split('; ')
    .filter((cookie) => !cookie.startsWith(`${name}=`))
    .concat(value === undefined ? [] : [`${name}=${value}`])
    .join('; ')
const factsOf = (userId: string, type: AccountFact['type']) =>
  facts.filter((fact) => fact.userId === userId && fact.type === type)

test('the list says where one is signed in: device, place, times, and which one asks', async () => {
  const ada = await server.register('ada')
  const before = Date.now()
  await signIn('ada', { 'user-agent': firefox })
  const [second, first] = await sessionsOf(ada)
  expect(second).toMatchObject({
    device: { browser: 'Firefox', system: 'Linux', kind: 'computer' },
    place: { ip: '127.0.0.1', kind: 'server' },
    methods: ['password'],
    current: false,
  })
  expect(Date.parse(second?.lastUsedAt ?? '')).toBeGreaterThanOrEqual(before - 1000)
  expect(first).toMatchObject({ device: { browser: 'node', kind: 'program' }, current: true })
  await refresh(ada.cookie, { 'user-agent': firefox })
  expect((await sessionsOf(ada)).map(({ current, device }) => [current, device.browser])).toEqual([
    [true, 'Firefox'],
    [false, 'Firefox'],
  ])
})

test('ending one closes its sockets within five seconds, and it says why', async () => {
  const bert = await server.register('bert')
  const other = await signIn('bert')
  const [ownSocket, otherSocket] = [await openPresence(bert.token), await openPresence(other.token)]
  const target = (await sessionsOf(bert)).find(({ current }) => !current)
  const begun = performance.now()
  expect((await bert.delete(`/api/auth/sessions/${target?.id}`)).status).toBe(204)
  expect(await otherSocket.closed(5_000)).toEqual({ code: 4401, reason: 'unauthenticated' })
  expect(performance.now() - begun).toBeLessThan(5_000)
  expect(ownSocket.isClosed).toBe(false)
  expect(codeOf(await other.get('/api/users/me'))).toBe('unauthenticated')
  expect(codeOf(await refresh(other.cookie))).toBe('session_ended_elsewhere')
  expect((await bert.get('/api/users/me')).status).toBe(200)
  expect(await sessionsOf(bert)).toHaveLength(1)
  ownSocket.close()
})

test('ending all others leaves the one that asks', async () => {
  const carl = await server.register('carl')
  const others = [await signIn('carl'), await signIn('carl'), await signIn('carl')]
  const sockets = await Promise.all(others.map(({ token }) => openPresence(token)))
  const ownSocket = await openPresence(carl.token)
  expect((await carl.delete('/api/auth/sessions')).status).toBe(204)
  for (const socket of sockets) expect((await socket.closed(5_000)).code).toBe(4401)
  for (const { cookie } of others) expect(codeOf(await refresh(cookie))).toBe('session_ended_elsewhere')
  expect(ownSocket.isClosed).toBe(false)
  expect((await refresh(carl.cookie)).status).toBe(200)
  ownSocket.close()
})

test('ending one’s own is signing out; those of others and those that are over are not there', async () => {
  const dora = await server.register('dora')
  const emil = await server.register('emil')
  const [session] = await sessionsOf(dora)
  expect(codeOf(await emil.delete(`/api/auth/sessions/${session?.id}`))).toBe('not_found')
  expect((await dora.get('/api/users/me')).status).toBe(200)
  expect((await dora.delete(`/api/auth/sessions/${session?.id}`)).status).toBe(204)
  expect(codeOf(await refresh(dora.cookie))).toBe('unauthenticated')
  expect(codeOf(await emil.delete(`/api/auth/sessions/${session?.id}`))).toBe('not_found')
  expect(codeOf(await emil.delete('/api/auth/sessions/nonsense'))).toBe('bad_request')
})

test('ten requests that renew at once from one browser all go on, as one session', async () => {
  const fay = await server.register('fay')
  const replies = await Promise.all(Array.from({ length: 10 }, () => refresh(fay.cookie)))
  expect(countsOf(replies)).toEqual({ 200: 10 })
  const again = await Promise.all(replies.map((reply) => refresh(cookieOf(reply))))
  expect(countsOf(again)).toEqual({ 200: 10 })
  expect(await sessionsOf(fay)).toHaveLength(1)
  expect(factsOf(fay.user.id, 'refresh.reused')).toEqual([])
})

test('of two branches only one lives on: who copied a token in the moment of grace is found out', async () => {
  const greta = await server.register('greta')
  const [own, copied] = await Promise.all([refresh(greta.cookie), refresh(greta.cookie)])
  const next = await refresh(cookieOf(own))
  expect(next.status).toBe(200)
  await new Promise((resolve) => setTimeout(resolve, 2_100))
  expect(codeOf(await refresh(cookieOf(copied)))).toBe('session_ended_by_reuse')
  expect(codeOf(await refresh(cookieOf(next)))).toBe('session_ended_by_reuse')
})

test.each<[string, (cookie: string) => [string, Record<string, string>?]]>([
  ['without the secret of the browser', (cookie) => [replaced(cookie, 'chaos_client')]],
  ['with the secret of another browser', (cookie) => [replaced(cookie, 'chaos_client', 'x'.repeat(43))]],
])('a token that is used %s ends the session, even within the grace', async (name, change) => {
  const holder = await server.register(`holder-${name.length}`)
  const socket = await openPresence(holder.token)
  const first = cookieOf(await refresh(holder.cookie))
  const [stolen, headers] = change(holder.cookie)
  expect(codeOf(await refresh(stolen, headers))).toBe('session_ended_by_reuse')
  expect((await socket.closed(5_000)).code).toBe(4401)
  expect(codeOf(await refresh(first))).toBe('session_ended_by_reuse')
  expect(factsOf(holder.user.id, 'refresh.reused')).toHaveLength(1)
})

test('the newest token is of no use without the secret of the browser either', async () => {
  const holder = await server.register('newest')
  expect(codeOf(await refresh(replaced(holder.cookie, 'chaos_client')))).toBe('session_ended_by_reuse')
})

test('a session from before browsers had secrets is known by address and user agent in the grace', async () => {
  const henry = await server.register('henry')
  await database.query('update sessions set client_hash = null where user_id = $1', [henry.user.id])
  const bare = replaced(henry.cookie, 'chaos_client')
  expect((await refresh(bare)).status).toBe(200)
  expect((await refresh(bare)).status).toBe(200)
  expect(codeOf(await refresh(bare, { 'user-agent': firefox }))).toBe('session_ended_by_reuse')
})

test('what was ended before a restart stays ended after it', async () => {
  const ida = await server.register('ida')
  const { sessionId } = await server.context.services.auth.authenticate(ida.token)
  // As another process would do it: this one has not heard.
  await database.query(`update sessions set revoked_at = now(), revoked_because = 'ended_elsewhere' where id = $1`, [
    sessionId,
  ])
  expect((await ida.get('/api/users/me')).status).toBe(200)
  await server.context.services.sessions.recall()
  expect(codeOf(await ida.get('/api/users/me'))).toBe('unauthenticated')
})

test('one sees one’s own security log, newest first, page by page, and nobody else’s', async () => {
  const jane = await server.register('jane')
  await server.register('kurt')
  for (let attempt = 0; attempt < 3; attempt += 1)
    await server.anonymous.post('/api/auth/sign-in', { userName: 'jane', password: 'not the password' })
  await signIn('jane', { 'user-agent': firefox })
  await jane.delete('/api/auth/sessions')
  const pages: SecurityEventPage[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const query: string = cursor === '' ? '' : `&cursor=${cursor}`
    const reply: Reply = await jane.get(`/api/users/me/security-log?limit=3${query}`)
    const page = succeeded(SecurityEventPage, reply)
    pages.push(page)
    cursor = page.next
  }
  expect(pages.map(({ items }) => items.length)).toEqual([3, 3, 1])
  const events = pages.flatMap(({ items }) => items)
  expect(events.map(({ action, byOneself }) => [action, byOneself])).toEqual([
    ['session.revoked', true],
    ['session.opened', true],
    ['sign_in.failed', false],
    ['sign_in.failed', false],
    ['sign_in.failed', false],
    ['session.opened', true],
    ['account.registered', true],
  ])
  expect(events[0]?.details).toEqual({ because: 'ended_elsewhere' })
  expect(events[1]).toMatchObject({
    device: { browser: 'Firefox', system: 'Linux' },
    place: { ip: '127.0.0.1', kind: 'server' },
    details: { methods: 'password', isNewDevice: true },
  })
  for (const wrong of ['x', '-1', '9'.repeat(20)])
    expect(codeOf(await jane.get(`/api/users/me/security-log?cursor=${wrong}`))).toBe('bad_request')
})
