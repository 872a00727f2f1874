import { ConfigError } from './config/config-error.ts'
import { loadEnvironmentFile } from './config/environment-file.ts'
import { DataFolderInUseError } from './database/embedded/data-lock.ts'
import { runServer } from './run-server.ts'

const stopWithinMs = 4_500

function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError || error instanceof DataFolderInUseError
  console.error(isExpected ? error.message : error)
  process.exit(1)
}

loadEnvironmentFile()

const starting = runServer({ demo: process.argv.includes('--demo') })
let stopping = false

/** Also while it still starts: PostgreSQL would otherwise outlive us. */
async function stop(): Promise<void> {
  if (stopping) return
  stopping = true
  // Unfinished by then: leave all the same. A PostgreSQL that still runs is taken over by the next start.
  setTimeout(() => process.exit(1), stopWithinMs).unref()
  const server = await starting
  await server[Symbol.asyncDispose]()
  process.exit(0)
}
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop().catch(fail))

const { url, setUpUrl } = await starting.catch(fail)
const ownerLine = `\nIt has no owner yet. Whoever opens this link first becomes it: ${setUpUrl}`
if (!stopping) console.log(`C.H.A.O.S. is running at ${url}${setUpUrl === null ? '' : ownerLine}`)
