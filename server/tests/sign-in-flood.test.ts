import { afterAll, afterEach, expect, test } from 'vitest'
import { type Overrides, startServer, type TestServer } from './harness/start-server.ts'
import { query } from './harness/query.ts'
import { codeOf, countsOf, password, type Reply } from './harness/test-client.ts'

const floodMs = { timeout: 90_000 }
const servers: TestServer[] = []
async function start(overrides: Overrides = {}): Promise<TestServer> {
  const server = await startServer({ overrides })
  servers.push(server)
  return server
}
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})
afterAll(() => expect(servers).toEqual([]))

const signIn = (server: TestServer, userName: string, secret: string, headers: Record<string, string> = {}) =>
  server.anonymous.post('/api/auth/sign-in', { userName, password: secret }, headers)
const deviceOf = ({ headers }: Reply) =>
  headers
    .getSetCookie()
    .find((cookie) => cookie.startsWith('chaos_device='))
    ?.split(';')[0] ?? ''
const countOf = async (server: TestServer, statement: string) =>
  Number((await query(server.databaseUrl, `select count(*) as n from ${statement}`))[0]?.['n'])
/** Whoever has to wait now waits for an hour, so that no test depends on how fast it runs. */
const stretchWaits = (server: TestServer) =>
  query(
    server.databaseUrl,
    "update sign_in_attempts set wait_until = now() + interval '1 hour' where wait_until > expires_at - interval '1 day'",
  )
/** `FLOOD_SIZE=1000` runs the long campaign; enough here to be more than any line holds. */
const floodSize = Number(process.env.FLOOD_SIZE ?? 400)
const atOnce = (work: () => Promise<Reply>) => Promise.all(Array.from({ length: floodSize }, work))

/** How long others wait for an answer while `work` goes on, ms, and how much memory the process takes more. */
async function watch<T>(server: TestServer, token: string, work: () => Promise<T>) {
  const end = new AbortController()
  let slowestMs = 0
  const before = process.memoryUsage().rss
  let most = before
  const bystander = (async () => {
    while (!end.signal.aborted) {
      const askedAt = performance.now()
      const reply = await server.anonymous.call('GET', '/api/users/me', {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(reply.status).toBe(200)
      slowestMs = Math.max(slowestMs, performance.now() - askedAt)
      most = Math.max(most, process.memoryUsage().rss)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })()
  const result = await work()
  end.abort()
  await bystander
  return { result, slowestMs, growthMegabytes: (most - before) / 1_048_576 }
}

test(
  'hundreds of sign-ins at once for one account: some ten are tried, the others are told to wait, nobody else notices',
  floodMs,
  async () => {
    const server = await start({ signInDelays: { freePerAccount: 10 } })
    const { token } = await server.register('bystander')
    await server.register('target')
    const { result, slowestMs } = await watch(server, token, () =>
      atOnce(() => signIn(server, 'target', 'a wrong guess')),
    )
    const { 401: tried = 0, 429: refused = 0 } = countsOf(result)
    expect(tried + refused).toBe(floodSize)
    // Ten, and one more for each second or two that all of them take to arrive.
    expect(tried).toBeGreaterThanOrEqual(10)
    expect(tried).toBeLessThan(20)
    for (const reply of result.filter(({ status }) => status === 429))
      expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await countOf(server, "audit_entries where action = 'sign_in.failed'")).toBe(tried)
    expect(slowestMs).toBeLessThan(5_000)
  },
)

/** Accounts `many-0`, `many-1` and so on, all with the test's password. */
async function registerMany(server: TestServer): Promise<void> {
  await server.register('many-0')
  const copy = `select gen_random_uuid(), 'many-' || n, '', password_hash from users, generate_series(1, ${floodSize - 1}) n where user_name = 'many-0'`
  await query(server.databaseUrl, `insert into users (id, user_name, display_name, password_hash) ${copy}`)
}

test.each([
  ['wrong', 'a wrong guess', 401],
  ['right', password, 200],
] as const)(
  'as many accounts from as many addresses with one %s password: the line is short, memory bounded, nothing else happens',
  floodMs,
  async (_kind, secret, status) => {
    const server = await start({ http: { trustedProxies: ['127.0.0.1'] } })
    await registerMany(server)
    const { token } = await server.register('bystander')
    const sessionsBefore = await countOf(server, 'sessions')
    let at = 0
    const one = () => {
      const headers = { 'x-forwarded-for': `10.0.${at >> 8}.${at & 255}` }
      return signIn(server, `many-${at++}`, secret, headers)
    }
    const { result, slowestMs, growthMegabytes } = await watch(server, token, () => atOnce(one))
    const counts = countsOf(result)
    const tried = counts[status] ?? 0
    expect(tried).toBeGreaterThanOrEqual(100)
    expect(tried + (counts[503] ?? 0)).toBe(floodSize)
    const refused = result.find((reply) => reply.status === 503)
    expect(refused && [codeOf(refused), refused.headers.get('retry-after')]).toEqual(['overloaded', '2'])
    expect((await countOf(server, 'sessions')) - sessionsBefore).toBe(status === 200 ? tried : 0)
    // 400 hashes at once would take 7.6 GB.
    expect(growthMegabytes).toBeLessThan(400)
    expect(slowestMs).toBeLessThan(5_000)
    expect((await signIn(server, `many-${floodSize - 1}`, password)).status).toBe(200)
  },
)

test('a stranger who guesses keeps nobody out who signed in on that device before', async () => {
  const server = await start({ signInDelays: { freePerAccount: 3, freePerDevice: 3 } })
  await server.register('victim')
  const cookie = deviceOf(await signIn(server, 'victim', password))
  expect(cookie).toMatch(/^chaos_device=[\w-]{22}\.[\w-]{22}$/)
  for (let count = 0; count < 3; count += 1) expect((await signIn(server, 'victim', 'a wrong guess')).status).toBe(401)
  await stretchWaits(server)
  expect(codeOf(await signIn(server, 'victim', password))).toBe('rate_limited')
  expect((await signIn(server, 'victim', password, { cookie })).status).toBe(200)
  // The owner's sign-in does not give the stranger new guesses.
  expect(codeOf(await signIn(server, 'victim', 'a wrong guess'))).toBe('rate_limited')
  // And the device has a limit of its own.
  for (let count = 0; count < 3; count += 1)
    expect((await signIn(server, 'victim', 'a wrong guess', { cookie })).status).toBe(401)
  await stretchWaits(server)
  expect((await signIn(server, 'victim', password, { cookie })).status).toBe(429)
  // A mark of another account's device, or a made-up one, is a stranger's.
  await server.register('other')
  const others = deviceOf(await signIn(server, 'other', password))
  for (const forged of [others, `${cookie}x`, 'chaos_device=nonsense'])
    expect(codeOf(await signIn(server, 'victim', password, { cookie: forged }))).toBe('rate_limited')
})

test('a network that tries many names waits, and good sign-ins there do not end that', async () => {
  const server = await start({ signInDelays: { freePerNetwork: 5 } })
  await server.register('neighbour')
  for (let count = 0; count < 5; count += 1)
    expect((await signIn(server, `name-${count}`, 'a wrong guess')).status).toBe(401)
  await query(server.databaseUrl, 'update sign_in_attempts set wait_until = now() where attempts >= 5')
  expect((await signIn(server, 'neighbour', password)).status).toBe(200)
  expect((await signIn(server, 'name-7', 'a wrong guess')).status).toBe(401)
  await stretchWaits(server)
  expect((await signIn(server, 'neighbour', password)).status).toBe(429)
})
