import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrateDatabase } from '../../database/database.ts'
import { startEmbeddedPostgres } from '../../database/embedded/embedded-postgres.ts'
import { createLogger } from '../../utils/logger.ts'

/** Faster, and nothing here has to survive a power cut. */
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

const started = new AsyncDisposableStack()

/** One PostgreSQL per test run, with a migrated template that each test file copies. */
export async function setup(project: Pick<TestProject, 'provide'>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-tests-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  await chmod(folder, 0o755)
  const logger = createLogger({ level: 'silent', stream: 'stderr' })
  const postgres = started.use(await startEmbeddedPostgres({ folder, password: 'tests', logger, settings }))
  const client = new pg.Client({ connectionString: postgres.url() })
  await client.connect()
  await client.query('create database chaos_template')
  await client.end()
  await migrateDatabase(postgres.url('chaos_template'))
  project.provide('postgresUrl', postgres.url())
}

export const teardown = (): Promise<void> => started.disposeAsync()
