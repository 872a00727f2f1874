import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSignInDelays } from '../auth/abuse/sign-in-delays.ts'
import { openDatabase } from '../database/database.ts'
import { createSignInAttemptStore } from '../database/stores/sign-in-attempt-store.ts'
import { query } from './harness/query.ts'
import { createTestDatabase } from './harness/test-database.ts'

const stack = new AsyncDisposableStack()
let url: string
let attempts: ReturnType<typeof createSignInAttemptStore>
beforeAll(async () => {
  const database = await createTestDatabase()
  stack.defer(database.drop)
  ;({ url } = database)
  attempts = createSignInAttemptStore(stack.use(openDatabase({ url, connections: 4, logger: { error: () => {} } })).db)
})
afterAll(() => stack.disposeAsync())

const policy = { free: 3, longestSeconds: 8, forgetSeconds: 60 }
const key = (text: string) => Buffer.from(text.padEnd(32))
/** Lets the database believe that so much time has passed. */
const pass = (seconds: number) =>
  query(
    url,
    `update sign_in_attempts set wait_until = wait_until - interval '${seconds} s', expires_at = expires_at - interval '${seconds} s'`,
  )

test('some are free; then each waits twice as long as the one before, up to a limit; then all is forgotten', async () => {
  const waits = []
  for (let count = 0; count < 8; count += 1) {
    expect(await attempts.begin(key('growing'), policy)).toBe(0)
    const waitMs = count < 2 ? 0 : await attempts.begin(key('growing'), policy)
    waits.push(Math.ceil(waitMs / 1000))
    await pass(waitMs / 1000 + 0.01)
  }
  expect(waits).toEqual([0, 0, 1, 2, 4, 8, 8, 8])
  await pass(61)
  for (let count = 0; count < 3; count += 1) expect(await attempts.begin(key('growing'), policy)).toBe(0)
  expect(await attempts.begin(key('growing'), policy)).toBeGreaterThan(0)
})

test('of many at once only the free ones pass; one taken back makes room for one', async () => {
  const many = await Promise.all(Array.from({ length: 50 }, () => attempts.begin(key('many'), policy)))
  expect(many.filter((waitMs) => waitMs === 0)).toHaveLength(3)
  await attempts.takeBack(key('many'))
  expect(await attempts.begin(key('many'), policy)).toBe(0)
  expect(await attempts.begin(key('many'), policy)).toBeGreaterThan(0)
  await attempts.forget(key('many'))
  expect(await attempts.begin(key('many'), policy)).toBe(0)
})

test('who has to wait is refused from memory, and names are kept as hashes only', async () => {
  let asked = 0
  const counted = {
    ...attempts,
    begin: (...given: Parameters<typeof attempts.begin>) => {
      asked += 1
      return attempts.begin(...given)
    },
  }
  const time = { now: 0 }
  const free = { freePerAccount: 1, freePerDevice: 1, freePerNetwork: 1000, longestSeconds: 8, forgetSeconds: 60 }
  const delays = createSignInDelays({ attempts: counted, settings: free, now: () => time.now })
  const attempt = { userName: 'Somebody-Special', ip: '192.0.2.1', knownDevice: null }
  await delays.begin(attempt)
  await expect(delays.begin(attempt)).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 })
  const before = asked
  for (let count = 0; count < 100; count += 1)
    await expect(delays.begin({ ...attempt, userName: 'SOMEBODY-special' })).rejects.toMatchObject({
      code: 'rate_limited',
    })
  // The network's count is asked each time; the account's, which is over, is not.
  expect(asked - before).toBe(100)
  const rows = JSON.stringify(await query(url, "select encode(key, 'escape') as key from sign_in_attempts"))
  expect(rows.toLowerCase()).not.toContain('special')
})
