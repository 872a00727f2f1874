import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chown, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ProcessUser } from './process-user.ts'

/** Name of the superuser of every embedded cluster. */
export const superuser = 'chaos'

/** What PostgreSQL's programs get of our environment: no secrets, and one language for their messages. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TZ'].flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

type Request = { initdb: string; user: ProcessUser; folder: string; password: string }

/**
 * Makes `folder`/cluster if it is missing. It is built beside and renamed, so what a crash left half made is never used.
 * Cluster-wide: UTF-8, the built-in C.UTF-8 collation (the same order on every machine), SCRAM passwords, checksums.
 */
export async function ensureCluster({ initdb, user, folder, password }: Request): Promise<string> {
  const cluster = join(folder, 'cluster')
  if (existsSync(cluster)) return cluster
  const draft = join(folder, 'cluster.new')
  const passwordFile = join(folder, `password.${randomUUID()}`)
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 })
    for (const path of [draft, passwordFile]) if (user.owner) await chown(path, user.owner.uid, user.owner.gid)
    await runInitdb(user, initdb, [`--pgdata=${draft}`, `--pwfile=${passwordFile}`])
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, cluster)
  return cluster
}

const layout = [
  `--username=${superuser}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--no-instructions',
]

function runInitdb(user: ProcessUser, initdb: string, places: string[]): Promise<void> {
  const { file, args, ...identity } = user.command(initdb, [...layout, ...places])
  return new Promise((resolve, reject) => {
    // Detached: Ctrl-C then reaches our process alone, which waits.
    const options = { ...identity, env: programEnvironment(), detached: true, windowsHide: true }
    const child = spawn(file, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let complaint = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaint += chunk.toString()
    })
    child.once('error', reject)
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`initdb ended with ${code}: ${complaint.trim()}`)),
    )
  })
}
