import { type SpawnedServer, spawnServer } from '../../../server/tests/harness/spawn-server.ts'
import { createTestDatabase } from '../../../server/tests/harness/test-database.ts'

export type OpenServer = SpawnedServer & { databaseUrl: string }

/** The server as it ships, in a process of its own, with a database of its own in the PostgreSQL of this test run. */
export async function openServer(environment: Record<string, string> = {}): Promise<OpenServer> {
  const { url: databaseUrl, drop } = await createTestDatabase()
  const server = await spawnServer({ environment: { DATABASE_URL: databaseUrl, ...environment } })
  return {
    ...server,
    databaseUrl,
    async stop() {
      const code = await server.stop()
      await drop()
      return code
    },
  }
}
