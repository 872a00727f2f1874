import { Health } from '@chaos/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServer, type TestServer } from './harness/start-server.ts'
import { succeeded } from './harness/test-client.ts'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.close())

test('live and ready', async () => {
  expect(succeeded(Health, await server.anonymous.get('/api/health/live')).status).toBe('ok')
  const ready = succeeded(Health, await server.anonymous.get('/api/health/ready'))
  expect(ready).toEqual({ status: 'ok', checks: { database: 'ok' } })
})
