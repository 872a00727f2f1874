import { readConfig } from './config/read-config.ts'
import { readSecrets } from './config/secrets.ts'
import { lockDataFolder } from './database/embedded/data-lock.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { startService } from './start-service.ts'
import { createLogger } from './utils/logger.ts'

/** `setUpUrl`: makes whoever opens it the owner; null once the server has one. */
type RunningServer = AsyncDisposable & { url: string; setUpUrl: string | null }

/** The service as it ships: settings from files and environment, an embedded database to itself. */
export async function runServer({ demo }: { demo: boolean }): Promise<RunningServer> {
  const config = readConfig()
  const { directory } = config.data
  await using started = new AsyncDisposableStack()
  const secrets = readSecrets(directory)
  // Processes that have another database in common have the files in common too.
  if (secrets.databaseUrl === null) started.defer(lockDataFolder(directory))
  const service = started.use(await startService(config, secrets, createLogger(config.log)))
  if (demo) console.log(await seedDemo(service.context, directory))
  const setUpUrl = await service.context.services.ownerSetUp.issueLink()
  const owned = started.move()
  return { url: service.url, setUpUrl, [Symbol.asyncDispose]: () => owned.disposeAsync() }
}
