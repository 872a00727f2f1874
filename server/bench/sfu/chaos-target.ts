import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnServer } from '../../tests/harness/spawn-server.ts'
import { own } from '../shared/own-children.ts'
import { populate } from './populate.ts'
import type { Scenario } from './scenario.ts'
import type { Target } from './target.ts'

/**
 * Starts our server as it ships, with people and a channel for the scenario. It is started twice on the same data: hashing
 * so many passwords leaves its traces in a process, and memory is measured against a server that has just begun.
 */
export async function startChaos(scenario: Scenario): Promise<Target> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'chaos-bench-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  // The embedded database may run as another user, who has to get in.
  await chmod(folder, 0o755)
  const channel = await prepare(folder, scenario)
  const server = started.use(await start(folder))
  const owned = started.move()
  return {
    pid: server.pid,
    entry: { kind: 'chaos', url: server.url, ...channel },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

async function prepare(folder: string, { participants }: Scenario) {
  await using server = await start(folder)
  return await populate(server.url, participants)
}

async function start(dataDirectory: string) {
  // Trusting ourselves as a proxy lets each participant have an address of their own (`addresses.ts`).
  const server = await spawnServer({ dataDirectory, environment: { TRUSTED_PROXY: '127.0.0.1' } })
  const release = own(server.pid)
  return {
    pid: server.pid,
    url: server.url,
    async [Symbol.asyncDispose]() {
      await server.stop()
      release()
    },
  }
}
