import type { ServerRole } from '@chaos/protocol'
import pg from 'pg'
import type { TestServer } from './start-server.ts'
import type { SignedInClient } from './test-client.ts'

/** A new account with a role that nobody gave it. */
export async function registerWithRole(
  server: TestServer,
  userName: string,
  role: ServerRole,
): Promise<SignedInClient> {
  const person = await server.register(userName)
  await inDatabase(server, 'update users set server_role = $2 where id = $1', [person.user.id, role])
  return person
}

/** As if the person had proven who they are long ago. */
export const forgetConfirmation = (server: TestServer, { user }: SignedInClient): Promise<void> =>
  inDatabase(server, "update sessions set confirmed_at = now() - interval '11 minutes' where user_id = $1", [user.id])

/** One statement, past the server's own rules. */
export async function inDatabase({ databaseUrl }: TestServer, statement: string, values: unknown[] = []) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query(statement, values)
  } finally {
    await client.end()
  }
}
