import { existsSync, statSync } from 'node:fs'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignedIn } from '@chaos/protocol'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isAlive } from '../utils/processes.ts'
import { type SpawnedServer, spawnServer } from './harness/spawn-server.ts'
import { createTestClient, password, registerClient, succeeded } from './harness/test-client.ts'

let dataDirectory: string
const servers: SpawnedServer[] = []
beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'chaos-lifecycle-'))
  await chmod(dataDirectory, 0o755)
})
afterAll(async () => {
  for (const server of servers) await server.stop()
  await rm(dataDirectory, { recursive: true, force: true })
})

async function spawn(options: Parameters<typeof spawnServer>[0] = {}): Promise<SpawnedServer> {
  const server = await spawnServer({ dataDirectory, ...options })
  servers.push(server)
  return server
}
const postgresPid = async () =>
  Number.parseInt(await readFile(join(dataDirectory, 'postgres/cluster/postmaster.pid'), 'utf8'), 10)
const signIn = async ({ url }: SpawnedServer, userName: string, secret = password) =>
  succeeded(SignedIn, await createTestClient(url).post('/api/auth/sign-in', { userName, password: secret }))

test('killed, it comes back with its database and everything that was committed', { timeout: 60_000 }, async () => {
  const first = await spawn()
  const { token } = await registerClient(first.url, 'survivor')
  const postgres = await postgresPid()
  await first.kill()
  expect(isAlive(postgres)).toBe(true)

  const second = await spawn()
  expect(await postgresPid()).toBe(postgres)
  await signIn(second, 'survivor')
  // The signing key was kept too: what was handed out before still counts.
  expect((await createTestClient(second.url, token).get('/api/users/me')).status).toBe(200)

  const start = performance.now()
  expect(await second.stop()).toBe(0)
  expect(performance.now() - start).toBeLessThan(5_000)
  expect(isAlive(postgres)).toBe(false)
  expect(existsSync(join(dataDirectory, 'server.lock'))).toBe(false)
})

test('a data folder belongs to one server', { timeout: 60_000 }, async () => {
  const first = await spawn()
  const refusal = `The data folder ${dataDirectory} is in use by another server, process ${first.pid}.`
  await expect(spawn()).rejects.toThrow(`ended with 1:\n${refusal}\n`)
  await signIn(first, 'survivor')
  await first.stop()
})

test('plain lines name the address and the way to own it; a wrong setting is one sentence', {
  timeout: 60_000,
}, async () => {
  const server = await spawn()
  const [running = '', ownerLine = '', ...nothing] = server.output().split('\n')
  expect(running).toBe(`C.H.A.O.S. is running at ${server.url}`)
  expect(ownerLine).toMatch(/^It has no owner yet\. Whoever opens this link first becomes it: http\S+#[\w-]{43}$/)
  expect(nothing).toEqual([''])
  await server.stop()
  await expect(spawn({ environment: { VOICE_SLOTS: 'many' } })).rejects.toThrow(
    /ended with 1:\nThe setting voice\.slots \(environment: VOICE_SLOTS\) is wrong: [^\n]+\.\n$/,
  )
})

test('--demo prints two accounts and an invite that work, the same at each start', { timeout: 60_000 }, async () => {
  const printed: string[][] = []
  for (let count = 0; count < 2; count += 1) {
    const server = await spawn({ args: ['--demo'] })
    const accounts = [...server.output().matchAll(/user name (\S+), password (\S+)/g)].map(([, name, secret]) => [
      name,
      secret,
    ])
    expect(accounts).toHaveLength(2)
    for (const [name = '', secret = ''] of accounts) await signIn(server, name, secret)
    const [, link, code = ''] = /(http\S+\/invite\/([\w-]{22}))/.exec(server.output()) ?? []
    expect(link).toContain(server.url)
    const preview = await createTestClient(server.url).get(`/api/communities/invites/${code}`)
    expect(preview.body).toMatchObject({ community: { name: 'The Radio Room' }, memberCount: 2 })
    printed.push([...accounts.flat().map(String), code])
    await server.stop()
  }
  expect(printed[1]).toEqual(printed[0])
  expect(statSync(join(dataDirectory, 'demo.json')).mode & 0o777).toBe(0o600)
})
