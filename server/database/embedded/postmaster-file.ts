import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isAlive, waitUntil } from '../../utils/processes.ts'

export type Postmaster = { pid: number; port: number; ready: boolean }

/**
 * What a running PostgreSQL says of itself in `postmaster.pid` (src/include/utils/pidfile.h: pid on line 1, port on 4,
 * status on 8), or null when there is no such file, or no complete one yet.
 */
export async function readPostmasterFile(cluster: string): Promise<Postmaster | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!pid || !port) return null
  return { pid, port, ready: lines[7]?.trim() === 'ready' }
}

/**
 * The PostgreSQL that works on this cluster already, once it takes connections; null when there is none. It is there
 * after our own process was killed: PostgreSQL does not die with it.
 */
export async function findRunning(cluster: string, timeoutMs: number): Promise<Postmaster | null> {
  const first = await readPostmasterFile(cluster)
  if (!first || !isAlive(first.pid)) return null
  if (!(await isPostgres(first.pid))) {
    // The id came around again, as it does after a restart of a container. PostgreSQL itself would refuse to start.
    await rm(join(cluster, 'postmaster.pid'), { force: true })
    return null
  }
  let latest: Postmaster | null = first
  await waitUntil(async () => {
    latest = await readPostmasterFile(cluster)
    return latest === null || latest.ready || !isAlive(latest.pid)
  }, timeoutMs)
  return latest?.ready ? latest : null
}

/** On Linux the process table tells. Elsewhere it is believed: PostgreSQL refuses a cluster that is in use. */
async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return /(^|\/)postgres$/.test(commandLine.split('\0')[0] ?? '')
}
