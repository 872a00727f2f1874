import { connect } from 'node:net'
import { Problem } from '@chaos/protocol'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, password, refreshTokenOf } from './harness/test-client.ts'

let server: TestServer
const lines: string[] = []
beforeAll(async () => {
  const logTo = { write: (line: string) => void lines.push(line) }
  server = await startServer({ logTo, overrides: { rateLimits: { invitePreview: { max: 3, windowSeconds: 60 } } } })
})
afterAll(() => server.close())

/** Sends text as it is and returns everything that comes back until the connection ends. */
function sendRaw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text))
    socket.on('data', (chunk) => (answer += chunk.toString()))
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
  })
}

test('every refusal is a problem with code, status and request id', async () => {
  const replies = [
    await server.anonymous.get('/api/nothing'),
    await server.anonymous.get('/api/users/me'),
    await server.anonymous.post('/api/auth/sign-in', '{"userName": '),
    await server.anonymous.post('/api/auth/sign-in', '{"__proto__": {"admin": true}}'),
    await server.anonymous.post('/api/auth/sign-in', {}),
    await server.anonymous.call('DELETE', '/api/health/live'),
  ]
  for (const { status, headers, body } of replies) {
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(Value.Check(Problem, body)).toBe(true)
    expect(body).toMatchObject({ status, requestId: headers.get('x-request-id') })
  }
  expect(replies.map(codeOf)).toEqual([
    'not_found',
    'unauthenticated',
    'bad_request',
    'bad_request',
    'bad_request',
    'not_found',
  ])
})

test('a fault inside is logged with its request id, and nothing of it goes out', async () => {
  const { users } = server.context.services
  const me = users.me
  const { token } = await server.register('unlucky')
  users.me = () => Promise.reject(new Error('secret detail'))
  const reply = await server.anonymous.call('GET', '/api/users/me', { headers: { authorization: `Bearer ${token}` } })
  users.me = me
  expect([reply.status, codeOf(reply)]).toEqual([500, 'internal'])
  expect(JSON.stringify(reply.body)).not.toContain('secret detail')
  const line = lines.find((text) => text.includes('secret detail')) ?? ''
  expect(line).toContain(String(reply.headers.get('x-request-id')))
})

test('a body over the limit is refused, one below is read', async () => {
  const codes = []
  for (const length of [60_000, 65_536])
    codes.push(codeOf(await server.anonymous.post('/api/auth/sign-in', { userName: 'x'.repeat(length), password })))
  expect(codes).toEqual(['bad_request', 'payload_too_large'])
})

test('headers over the limit are refused', async () => {
  const start = 'GET /api/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX-Long: '
  expect(await sendRaw(`${start}${'x'.repeat(10_000)}\r\n\r\n`)).toMatch(/^HTTP\/1.1 200/)
  const refused = await sendRaw(`${start}${'x'.repeat(17_000)}\r\n\r\n`)
  expect(refused).toMatch(/^HTTP\/1.1 431/)
  expect(refused).toContain('"code":"payload_too_large"')
  expect(await sendRaw('nonsense\r\n\r\n')).toMatch(/^HTTP\/1.1 400/)
})

test('too many requests get 429 and are told when to come back', async () => {
  const ask = () => server.anonymous.get(`/api/communities/invites/${'A'.repeat(22)}`)
  for (let count = 0; count < 3; count += 1) expect((await ask()).status).toBe(404)
  const reply = await ask()
  expect([reply.status, codeOf(reply)]).toEqual([429, 'rate_limited'])
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await server.anonymous.get('/api/health/live')).status).toBe(200)
})

test('what the log keeps: routes, not invite codes; no passwords, no tokens', async () => {
  const { token, cookie } = await server.register('logged')
  const headers = { authorization: `Bearer ${token}`, cookie }
  await server.anonymous.call('GET', `/api/communities/invites/${'B'.repeat(22)}`, { headers })
  const log = lines.join('')
  expect(log).toContain('/api/communities/invites/:code')
  const completed = lines.filter((line) => line.includes('request completed'))
  expect(completed.length).toBeGreaterThan(0)
  for (const line of completed) expect(line).toMatch(/"statusCode":[45]/)
  for (const secret of ['B'.repeat(22), password, token, refreshTokenOf(cookie)]) expect(log).not.toContain(secret)
})
