import { query } from '../../../server/tests/harness/query.ts'
import type { OpenServer } from './open-server.ts'

/** Runs a statement in a running server's own database, as its operator could. */
export const askDatabase = ({ databaseUrl }: Pick<OpenServer, 'databaseUrl'>, statement: string) =>
  query(databaseUrl, statement)
