import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { NodePgDatabase } from 'drizzle-orm/node-postgres'
import { drizzle, migrate } from './drizzle.ts'
import pg from 'pg'
import type { Logger } from '../utils/logger.ts'
import { createSharedLimiter, type RateLimit } from '../utils/rate-limiter.ts'

export type Database = NodePgDatabase

const migrationsFolder = join(dirname(fileURLToPath(import.meta.url)), 'migrations')
/** Any fixed number; the same in every process of every node. */
const migrationLock = 7_214_330_561

type Options = { url: string; connections: number; logger: Pick<Logger, 'error'> }

/** Opens the pool. Nothing is asked of the server before the first query. */
export function openDatabase({ url, connections, logger }: Options) {
  const pool = new pg.Pool({ connectionString: url, max: connections, connectionTimeoutMillis: 5_000 })
  // An idle connection that breaks would otherwise end the process; the pool opens another when it needs one.
  pool.on('error', (error) => logger.error({ err: error }, 'a database connection broke'))
  let closed = false
  return {
    db: drizzle({ client: pool }) as Database,
    /** A limiter that counts for all processes on this database. */
    createLimiter: (name: string, limit: RateLimit) => createSharedLimiter(pool, name, limit),
    async isReachable(): Promise<boolean> {
      return pool.query('select 1').then(
        () => true,
        () => false,
      )
    },
    async [Symbol.asyncDispose]() {
      if (closed) return
      closed = true
      await pool.end()
    },
  }
}

/** Brings the tables up to date. One process at a time; the others wait, then find nothing left to do. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await migrate(drizzle({ client }), { migrationsFolder })
  } finally {
    await client.end()
  }
}
