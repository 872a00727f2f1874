import { afterAll, beforeAll, expect, test } from 'vitest'
import { skeletonOf } from '../auth/names/skeleton.ts'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, countsOf, password } from './harness/test-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

const register = (userName: string) => server.anonymous.post('/api/auth/register', { userName, password })

test('names that look alike cannot both exist, also when they come at once', async () => {
  const replies = await Promise.all(['paypal', 'paypaI', 'paypa1', 'PayPal', 'PAYPAL'].map(register))
  expect(countsOf(replies)).toEqual({ 201: 1, 409: 4 })
  expect(replies.filter(({ status }) => status === 409).map(codeOf)).toEqual(Array(4).fill('username_taken'))
  expect((await register('modern')).status).toBe(201)
  expect(codeOf(await register('rnodern'))).toBe('username_taken')
})

test.each(['p\u0430ypal', 'ada\u200b', '\uff41da', 'ad\u0430', '\u202eadam', 'ad\u0301a'])(
  '%s is no user name: other alphabets and invisible characters stay out',
  async (userName) => expect(codeOf(await register(userName))).toBe('bad_request'),
)

test.each(['admin', 'Adm1n', 'system', 'everyone', 'here', 's.y.s.t.e.m'])(
  '%s is kept for the server',
  async (name) => {
    const reply = await register(name)
    expect([reply.status, codeOf(reply)]).toEqual([409, 'username_reserved'])
  },
)

test('the index in the database and the rule in the code say the same', async () => {
  const names = ['paypaI', 'Iris', 'lris', 'b0b', 'B0B', 'modern', 'rnodern', 'MOD', 'a.b-c_1', 'x10I']
  for (const name of names) {
    const { rows } = await server.context.database.db.execute<{ skeleton: string }>(
      `select lower(replace(translate('${name}', 'I10', 'llO'), 'm', 'rn')) as skeleton`,
    )
    expect(rows[0]?.skeleton, name).toBe(skeletonOf(name))
  }
})
