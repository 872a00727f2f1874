import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findFreePort } from '../../utils/free-port.ts'
import type { Logger } from '../../utils/logger.ts'
import { isAlive, waitUntil } from '../../utils/processes.ts'
import { findBinaries } from './binaries.ts'
import { ensureCluster, programEnvironment, superuser } from './cluster.ts'
import { findRunning, type Postmaster, readPostmasterFile } from './postmaster-file.ts'
import { chooseProcessUser, type ProcessUser } from './process-user.ts'

export type EmbeddedPostgres = AsyncDisposable & {
  readonly pid: number
  /** Connection string of the superuser for one database. */
  url(database?: string): string
}

type Options = {
  /** Holds the cluster and its log; filled on first start. */
  folder: string
  password: string
  logger: Pick<Logger, 'info' | 'warn'>
  /** Further settings, as in postgresql.conf. */
  settings?: Record<string, string>
}

const startWithinMs = 20_000
const stopWithinMs = 3_000

/**
 * Starts the PostgreSQL that comes inside npm packages, on a free port of 127.0.0.1; one that outlived a killed server
 * is taken over. It is detached from the terminal: Ctrl-C reaches our process alone, which stops the database last.
 */
export async function startEmbeddedPostgres({ folder, password, logger, settings = {} }: Options) {
  const running = await findRunning(join(folder, 'cluster'), startWithinMs)
  if (running) {
    logger.warn({ pid: running.pid }, 'took over the PostgreSQL of an earlier run')
    return handle(join(folder, 'cluster'), password, running)
  }
  await mkdir(folder, { recursive: true })
  const { postgres, initdb } = await findBinaries()
  const user = await chooseProcessUser([join(folder, 'cluster'), postgres])
  const cluster = await ensureCluster({ initdb, user, folder, password })
  const started = await launch({ postgres, user, cluster, logFile: join(folder, 'postgres.log'), settings })
  logger.info({ pid: started.pid, port: started.port }, 'PostgreSQL is running')
  return handle(cluster, password, started)
}

/** The one that the running server of this folder uses. It is the server's: nobody else ends it. Throws when there is none. */
export async function reachEmbeddedPostgres({ folder, password }: Pick<Options, 'folder' | 'password'>) {
  const cluster = join(folder, 'cluster')
  const running = await findRunning(cluster, startWithinMs)
  if (!running) throw new Error('The server of this data folder is about to start or to stop. Try again.')
  return { url: handle(cluster, password, running).url }
}

type Launch = {
  postgres: string
  user: ProcessUser
  cluster: string
  logFile: string
  settings: Record<string, string>
}

async function launch(request: Launch): Promise<Postmaster> {
  // Somebody may take the port between finding it and listening; then another one will do.
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const child = spawnPostgres(request, await findFreePort())
    let found: Postmaster | null = null
    const isSettled = async () => {
      found = await readPostmasterFile(request.cluster)
      return hasEnded(child) || (found?.pid === child.pid && found?.ready === true)
    }
    await waitUntil(isSettled, startWithinMs)
    if (found !== null && !hasEnded(child)) return found
  }
  const lastLine = (await readFile(request.logFile, 'utf8')).trim().split('\n').at(-1) ?? ''
  throw new Error(`PostgreSQL does not start: ${lastLine} (log: ${request.logFile})`)
}

function spawnPostgres({ postgres, user, cluster, logFile, settings }: Launch, port: number): ChildProcess {
  const all = { listen_addresses: '127.0.0.1', port: String(port), unix_socket_directories: '', ...settings }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { file, args, ...identity } = user.command(postgres, ['-D', cluster, ...flags])
  // A file, not a pipe: a pipe would break when our process dies, and PostgreSQL with it at its next line.
  const log = openSync(logFile, 'a', 0o600)
  try {
    const options = { ...identity, env: programEnvironment(), detached: true, windowsHide: true }
    const child = spawn(file, args, { ...options, stdio: ['ignore', log, log] })
    // Failing to start at all shows as a missing pid.
    child.on('error', () => {})
    child.unref()
    return child
  } finally {
    closeSync(log)
  }
}

const hasEnded = (child: ChildProcess) =>
  child.pid === undefined || child.exitCode !== null || child.signalCode !== null

function handle(cluster: string, password: string, { pid, port }: Postmaster): EmbeddedPostgres {
  return {
    pid,
    url: (database = 'postgres') => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`,
    async [Symbol.asyncDispose]() {
      const isGone = async () => !isAlive(pid) && (await readPostmasterFile(cluster))?.pid !== pid
      if (await isGone()) return
      // Fast shutdown: ends sessions, writes a checkpoint. The immediate one that follows leaves recovery to the next start.
      process.kill(pid, 'SIGINT')
      if (await waitUntil(isGone, stopWithinMs)) return
      process.kill(pid, 'SIGQUIT')
      await waitUntil(isGone, stopWithinMs)
    },
  }
}
