import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the test run's PostgreSQL, database `postgres`. */
    postgresUrl: string
  }
}

/** A database of its own, with every table and no row. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const postgresUrl = inject('postgresUrl')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: postgresUrl })
    await client.connect()
    try {
      await client.query(statement)
    } finally {
      await client.end()
    }
  }
  await run(`create database ${name} template chaos_template`)
  const url = new URL(postgresUrl)
  url.pathname = name
  return { url: url.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}
