import { join } from 'node:path'
import type { Config } from '../config/schema.ts'
import type { Secrets } from '../config/secrets.ts'
import { openDatabase } from '../database/database.ts'
import { DataFolderInUseError, lockDataFolder } from '../database/embedded/data-lock.ts'
import { reachEmbeddedPostgres, startEmbeddedPostgres } from '../database/embedded/embedded-postgres.ts'
import type { Logger } from '../utils/logger.ts'

/** The instance's database, whether its server runs or not. An embedded one that is not running runs until this is disposed. */
export async function reachDatabase({ data, database }: Config, secrets: Secrets, logger: Logger) {
  await using started = new AsyncDisposableStack()
  const embedded = { folder: join(data.directory, 'postgres'), password: secrets.embeddedDatabasePassword, logger }
  const url = secrets.databaseUrl ?? (await reachEmbedded())
  const opened = started.use(openDatabase({ url, ...database, logger }))
  const owned = started.move()
  return { db: opened.db, [Symbol.asyncDispose]: () => owned.disposeAsync() }

  async function reachEmbedded(): Promise<string> {
    try {
      started.defer(lockDataFolder(data.directory))
    } catch (error) {
      if (!(error instanceof DataFolderInUseError)) throw error
      return (await reachEmbeddedPostgres(embedded)).url()
    }
    return started.use(await startEmbeddedPostgres(embedded)).url()
  }
}
