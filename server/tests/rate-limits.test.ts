import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { createSharedLimiter } from '../utils/rate-limiter.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { query } from './harness/query.ts'
import { createTestDatabase } from './harness/test-database.ts'
import { codeOf, password } from './harness/test-client.ts'

let stack = new AsyncDisposableStack()
afterEach(async () => {
  await stack.disposeAsync()
  stack = new AsyncDisposableStack()
})

async function start(trustedProxies: string[]): Promise<TestServer> {
  const overrides = { http: { trustedProxies }, rateLimits: { invitePreview: { max: 3, windowSeconds: 60 } } }
  const server = await startServer({ overrides })
  stack.defer(server.close)
  return server
}
const ask = async (server: TestServer, forwardedFor?: string) => {
  const headers = forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor }
  return (await server.anonymous.call('GET', `/api/communities/invites/${'A'.repeat(22)}`, { headers })).status
}
async function askAll(server: TestServer, forwarded: string[]): Promise<number[]> {
  const statuses = []
  for (const each of forwarded) statuses.push(await ask(server, each))
  return statuses
}

test('a peer that is no named proxy cannot choose its address', async () => {
  const server = await start(['192.0.2.0/24'])
  expect(await askAll(server, ['203.0.113.1', '203.0.113.2', '203.0.113.3', '203.0.113.4'])).toEqual([
    404, 404, 404, 429,
  ])
  await server.anonymous.post('/api/auth/sign-in', { userName: 'x', password }, { 'x-forwarded-for': '203.0.113.9' })
  expect(await query(server.databaseUrl, 'select distinct ip from audit_details')).toEqual([{ ip: '127.0.0.1' }])
})

test('behind a named proxy the right-most address that is no proxy counts, whatever stands before it', async () => {
  const server = await start(['127.0.0.1', '192.0.2.0/24'])
  const spoofed = ['1.1.1.1, 203.0.113.1', '2.2.2.2, 203.0.113.1, 192.0.2.5', '203.0.113.1, 192.0.2.6, 192.0.2.5']
  expect(await askAll(server, spoofed)).toEqual([404, 404, 404])
  expect(await askAll(server, ['9.9.9.9, 203.0.113.1', '203.0.113.2', '203.0.113.2, 203.0.113.3'])).toEqual([
    429, 404, 404,
  ])
  const headers = { 'x-forwarded-for': '6.6.6.6, 203.0.113.77' }
  await server.anonymous.post('/api/auth/sign-in', { userName: 'x', password }, headers)
  expect(await query(server.databaseUrl, 'select distinct ip from audit_details')).toEqual([{ ip: '203.0.113.77' }])
})

test('one customer has a whole IPv6 /64', async () => {
  const server = await start(['127.0.0.1'])
  const same = ['2001:db8:1:2::1', '2001:db8:1:2:3:4:5:6', '2001:0db8:0001:0002:ffff::']
  expect(await askAll(server, [...same, '2001:db8:1:2::9', '2001:db8:1:3::1'])).toEqual([404, 404, 404, 429, 404])
})

test('an account has a limit too, from wherever it asks', async () => {
  const overrides = {
    http: { trustedProxies: ['127.0.0.1'] },
    rateLimits: { accountRequests: { max: 4, windowSeconds: 60 } },
  }
  const server = await startServer({ overrides })
  stack.defer(server.close)
  const { token } = await server.register('busy')
  const replies = []
  for (let count = 0; count < 5; count += 1) {
    const headers = { authorization: `Bearer ${token}`, 'x-forwarded-for': `203.0.113.${count}` }
    replies.push(await server.anonymous.call('GET', '/api/users/me', { headers }))
  }
  expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429])
  const last = replies.at(-1)
  expect([last && codeOf(last), Number(last?.headers.get('retry-after')) > 0]).toEqual(['rate_limited', true])
})

/** Two processes' worth of limiters over one table, and how often each asks the database. */
async function createPair(limit: { max: number; windowSeconds: number }) {
  const database = await createTestDatabase()
  stack.defer(database.drop)
  const open = () => {
    const pool = new pg.Pool({ connectionString: database.url })
    pool.on('error', () => {})
    stack.defer(() => pool.end())
    let asked = 0
    pool.on('acquire', () => (asked += 1))
    return { limiter: createSharedLimiter(pool, 'sign-in', limit), asked: () => asked }
  }
  return { database, first: open(), second: open() }
}
const outcomes = async (work: Promise<void>[]) =>
  (await Promise.allSettled(work)).filter(({ status }) => status === 'fulfilled').length

test('processes count together, and a flood is refused without asking the database', async () => {
  const { first, second } = await createPair({ max: 10, windowSeconds: 60 })
  const take = ({ limiter }: typeof first) => limiter.take('192.0.2.1')
  expect(await outcomes(Array.from({ length: 40 }, (_, at) => take(at % 2 ? first : second)))).toBe(10)
  await expect(take(first)).rejects.toMatchObject({ code: 'rate_limited' })
  const before = first.asked()
  expect(await outcomes(Array.from({ length: 500 }, () => take(first)))).toBe(0)
  expect(first.asked()).toBe(before)
})

test('without the database each process counts for itself', async () => {
  const { database, first } = await createPair({ max: 5, windowSeconds: 60 })
  await query(database.url, 'drop table rate_limits')
  expect(await outcomes(Array.from({ length: 20 }, () => first.limiter.take('192.0.2.1')))).toBe(5)
})

test('the files of the web client count towards no limit, what they ask for does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-client-'))
  stack.defer(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'index.html'), 'page')
  await writeFile(join(folder, 'part.js'), '1')
  const overrides = { http: { webClient: folder }, rateLimits: { requests: { max: 2, windowSeconds: 60 } } }
  const server = await startServer({ overrides })
  stack.defer(server.close)
  const statuses = async (path: string) => {
    const replies = await Promise.all(Array.from({ length: 4 }, () => server.anonymous.get(path)))
    return replies.map(({ status }) => status).toSorted((a, b) => a - b)
  }
  expect(await statuses('/part.js')).toEqual([200, 200, 200, 200])
  expect(await statuses('/api/auth/server')).toEqual([200, 200, 429, 429])
})
