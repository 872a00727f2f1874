import { afterAll, beforeAll, expect, test } from 'vitest'
import { linkIn, type SmtpProcess, startSmtp } from './harness/smtp/smtp-process.ts'
import { type SpawnedServer, spawnServer } from './harness/spawn-server.ts'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createTestClient, registerClient } from './harness/test-client.ts'

let smtp: SmtpProcess
let dataDirectory: string
const servers: SpawnedServer[] = []
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'chaos-mail-'))
  await chmod(dataDirectory, 0o755)
  smtp = await startSmtp()
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  await smtp.stop()
  await rm(dataDirectory, { recursive: true, force: true })
})

async function spawn(): Promise<SpawnedServer> {
  const environment = { SMTP_URL: smtp.url(), SMTP_FROM: 'no-reply@radio.test' }
  const server = await spawnServer({ dataDirectory, environment })
  servers.push(server)
  return server
}

test('killed with mail in its hands, the server sends it after the next start', { timeout: 60_000 }, async () => {
  await smtp.stop()
  const first = await spawn()
  const ada = await registerClient(first.url, 'ada')
  await ada.call('PUT', '/api/users/me/email', { body: { address: 'ada@mail.test' } })
  await first.kill()
  await smtp.start()
  const second = await spawn()
  const { url, secret } = linkIn(await smtp.mailTo('ada@mail.test'))
  expect(url).toBe(`${second.url}/verify-email`)
  expect((await createTestClient(second.url).post('/api/auth/verify-email', { secret })).status).toBe(200)
})
