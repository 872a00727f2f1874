import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readPostmasterFile } from '../../../server/database/embedded/postmaster-file.ts'
import { query } from '../../../server/tests/harness/query.ts'
import type { SpawnedServer } from '../../../server/tests/harness/spawn-server.ts'

/** Runs a statement in a running server's own database, as its operator could. */
export async function askDatabase({ dataDirectory }: Pick<SpawnedServer, 'dataDirectory'>, statement: string) {
  const postmaster = await readPostmasterFile(join(dataDirectory, 'postgres/cluster'))
  const secret = await readFile(join(dataDirectory, 'secrets/postgres-password'), 'utf8')
  return query(`postgres://chaos:${secret.trim()}@127.0.0.1:${postmaster?.port}/postgres`, statement)
}
