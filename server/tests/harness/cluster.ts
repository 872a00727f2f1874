import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../../utils/free-port.ts'
import { startBalancer } from './balancer.ts'
import { startNats } from './nats-server.ts'
import { type SpawnedServer, spawnServer } from './spawn-server.ts'
import { createTestDatabase } from './test-database.ts'

export type Cluster = Awaited<ReturnType<typeof startCluster>>

/** One installation of several server processes as it ships: a database, a folder of files, NATS, one address for all. */
export async function startCluster(processes: number) {
  await using started = new AsyncDisposableStack()
  const nats = await startNats()
  started.defer(nats.stop)
  const database = await createTestDatabase()
  started.defer(database.drop)
  const dataDirectory = await mkdtemp(join(tmpdir(), 'chaos-cluster-'))
  started.defer(() => rm(dataDirectory, { recursive: true, force: true }))
  await chmod(dataDirectory, 0o755)
  const balancer = await startBalancer()
  started.defer(balancer.close)
  const common = {
    DATABASE_URL: database.url,
    NATS_URL: nats.url,
    INSTANCE_SECRET: randomBytes(32).toString('base64'),
    PUBLIC_URL: balancer.url,
    TRUSTED_PROXY: '127.0.0.1',
  }

  /** `url` is its own address; the other one leads to any of them. */
  async function spawn(): Promise<SpawnedServer> {
    const port = await findFreePort()
    const server = await spawnServer({ dataDirectory, environment: { ...common, PORT: String(port) } })
    started.defer(async () => void (await server.stop()))
    const url = `http://127.0.0.1:${port}`
    balancer.add(url)
    return { ...server, url }
  }

  // All of them first: whichever fails to start must not leave another behind.
  const spawned = await Promise.allSettled(Array.from({ length: processes }, spawn))
  const servers = spawned.map((outcome) => {
    if (outcome.status === 'rejected') throw outcome.reason
    return outcome.value
  })
  const owned = started.move()
  return {
    servers,
    /** Of them all. */
    url: balancer.url,
    databaseUrl: database.url,
    close: () => owned.disposeAsync(),
  }
}
