import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DestinationStream } from 'pino'
import { readConfig } from '../../config/read-config.ts'
import type { ProviderClients } from '../../config/provider-clients.ts'
import type { Secrets } from '../../config/secrets.ts'
import { startService } from '../../start-service.ts'
import { createLogger } from '../../utils/logger.ts'
import { createTestClient, registerClient } from './test-client.ts'
import { createTestDatabase } from './test-database.ts'

/** A part of the config, as in `config/default.json`. */
export type Overrides = { [group: string]: { [name: string]: unknown } }

type Options = {
  overrides?: Overrides
  /** Of providers to sign in with; their settings are among the overrides. */
  providerClients?: ProviderClients
  /** Receives the log, at level `info`; without it there is none. */
  logTo?: DestinationStream
  /** Where its mail goes; without it the server sends none. */
  smtp?: Secrets['smtp']
  /** Where it meets other servers of the same database. */
  natsUrl?: string | null
  /** Where its files are; without it in its data folder. */
  bucket?: Secrets['bucket']
  /** Of another server whose database and secrets it shares. */
  beside?: { databaseUrl: string; instanceSecret: Buffer; dataDirectory: string }
}

const generous = { max: 100_000, windowSeconds: 60 }
/** No test waits for what it does not test. */
const never = 1_000_000
const forTests = {
  http: { host: '127.0.0.1', port: 0 },
  database: { connections: 4 },
  rateLimits: {
    requests: generous,
    signIn: generous,
    register: generous,
    refresh: generous,
    invitePreview: generous,
    uploads: generous,
    exports: generous,
    ...{ mail: generous, oneTimeLink: generous, mailPerAccount: generous, accountRequests: generous },
    ...{ messages: generous, recordings: generous },
    ...{ keys: generous, friendRequests: generous, noticesPerSender: generous },
  },
  signInDelays: { freePerAccount: never, freePerDevice: never, freePerNetwork: never },
  mail: { retrySeconds: 1 },
  voice: { udpPort: 0, announcedAddresses: ['127.0.0.1'] },
}

export type TestServer = Awaited<ReturnType<typeof startServer>>

/** The real service in this process, on free ports of 127.0.0.1, with a database of its own. */
export async function startServer(options: Options = {}) {
  const { overrides = {}, providerClients = {}, logTo, smtp = null, natsUrl = null, bucket = null, beside } = options
  await using started = new AsyncDisposableStack()
  const directory = beside?.dataDirectory ?? (await mkdtemp(join(tmpdir(), 'chaos-server-')))
  if (!beside) started.defer(() => rm(directory, { recursive: true, force: true }))
  const database = beside ? { url: beside.databaseUrl, drop: async () => {} } : await createTestDatabase()
  started.defer(database.drop)

  const level = logTo ? 'info' : 'silent'
  const fixed = { data: { directory }, log: { level, stream: 'stderr' } }
  const config = readConfig({ environment: {}, overrides: merge(merge(forTests, fixed), overrides) })
  const instanceSecret = beside?.instanceSecret ?? randomBytes(32)
  const secrets = {
    instanceSecret,
    embeddedDatabasePassword: '',
    databaseUrl: database.url,
    natsUrl,
    providerClients,
    smtp,
    bucket,
  }
  const { app, context, ...service } = await startService(config, secrets, createLogger(config.log, logTo))
  started.use(service)

  const address = app.server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const owned = started.move()
  return {
    url,
    app,
    context,
    databaseUrl: database.url,
    dataDirectory: directory,
    instanceSecret,
    /** Speaks as nobody. */
    anonymous: createTestClient(url),
    register: (userName: string) => registerClient(url, userName),
    close: () => owned.disposeAsync(),
  }
}

const merge = (base: Overrides, top: Overrides): Overrides =>
  Object.fromEntries(
    [...Object.keys(base), ...Object.keys(top)].map((group) => [group, { ...base[group], ...top[group] }]),
  )
