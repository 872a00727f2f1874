import { Community } from '@chaos/protocol'
import { Type } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'
import { codeOf, type SignedInClient, succeeded } from './harness/test-client.ts'

let server: TestServer
let ada: SignedInClient
beforeAll(async () => {
  server = await startServer()
  ada = await server.register('ada')
})
afterAll(() => server.close())

const create = (key: string, name: string, client = ada) =>
  client.post('/api/communities', { name }, { 'idempotency-key': key })
const namesOf = async (client: SignedInClient) =>
  succeeded(Type.Array(Community), await client.get('/api/communities')).map(({ name }) => name)

test('the same key gets the same answer and does nothing more', async () => {
  const first = await create('k1', 'Once')
  const second = await create('k1', 'Once')
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.body).toEqual(first.body)
  expect((await namesOf(ada)).filter((name) => name === 'Once')).toHaveLength(1)
})

test('many at once make one; the others are answered or told that it runs', async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => create('k2', 'Rush')))
  const created = replies.filter(({ status }) => status === 201)
  expect(created.length).toBeGreaterThan(0)
  for (const reply of replies) if (reply.status !== 201) expect(codeOf(reply)).toBe('request_in_progress')
  expect((await namesOf(ada)).filter((name) => name === 'Rush')).toHaveLength(1)
})

test('a key belongs to one request of one person', async () => {
  await create('k3', 'Mine')
  expect(codeOf(await create('k3', 'Other'))).toBe('bad_request')
  const ben = await server.register('ben')
  expect((await create('k3', 'Other', ben)).status).toBe(201)
})

test('a refusal frees the key', async () => {
  expect(codeOf(await create('k4', ' '))).toBe('bad_request')
  expect((await create('k4', 'Now')).status).toBe(201)
})

test('a strange key is refused', async () => {
  for (const key of ['has space', 'x'.repeat(129)]) expect(codeOf(await create(key, 'x'))).toBe('bad_request')
})
