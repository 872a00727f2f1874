import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { newSecret } from '../utils/opaque-secret.ts'
import { type Bucket, readBucket } from './bucket.ts'
import { ConfigError } from './config-error.ts'
import { type ProviderClients, readProviderClients } from './provider-clients.ts'

/** What must never be logged or sent. Kept apart from the config so that no dump of that can hold it. */
export type Secrets = Readonly<{
  /** 32 bytes from which every key is derived that this instance keeps to itself. */
  instanceSecret: Buffer
  /** Password of the embedded PostgreSQL. */
  embeddedDatabasePassword: string
  /** null: the embedded PostgreSQL is used. */
  databaseUrl: string | null
  /** Where the processes of one installation meet; null: this one is alone. */
  natsUrl: string | null
  providerClients: ProviderClients
  /** Where mail goes out, and whom it comes from; null: this server sends none. */
  smtp: { url: string; from: string } | null
  /** Where files are kept; null: in the data folder. */
  bucket: Bucket | null
}>

/** Reads the secrets from the environment or from `secrets/` under the data folder; makes there what is missing (mode 0600). */
export function readSecrets(dataDirectory: string, environment: NodeJS.ProcessEnv = process.env): Secrets {
  const folder = join(dataDirectory, 'secrets')
  const secret = environment['INSTANCE_SECRET']?.trim() || readOrCreate(folder, 'instance-secret', newSecret)
  const instanceSecret = Buffer.from(secret, 'base64')
  if (instanceSecret.length !== 32)
    throw new ConfigError(
      'The secret INSTANCE_SECRET is wrong: it must be 32 bytes in base64 (openssl rand -base64 32).',
    )
  return Object.freeze({
    instanceSecret,
    embeddedDatabasePassword: readOrCreate(folder, 'postgres-password', newSecret),
    databaseUrl: readDatabaseUrl(environment['DATABASE_URL']?.trim()),
    natsUrl: readNatsUrl(environment['NATS_URL']?.trim()),
    providerClients: readProviderClients(environment),
    bucket: readBucket(environment),
    smtp: readSmtp(environment['SMTP_URL']?.trim(), environment['SMTP_FROM']?.trim()),
  })
}

function readDatabaseUrl(text: string | undefined): string | null {
  if (!text) return null
  if (URL.canParse(text) && ['postgres:', 'postgresql:'].includes(new URL(text).protocol)) return text
  throw new ConfigError('The secret DATABASE_URL is wrong: it must start with postgres:// and name a server.')
}

const isNatsUrl = (text: string) => URL.canParse(text) && ['nats:', 'tls:'].includes(new URL(text).protocol)

function readNatsUrl(text: string | undefined): string | null {
  if (!text) return null
  if (text.split(',').every((part) => isNatsUrl(part.trim()))) return text
  throw new ConfigError('The secret NATS_URL is wrong: it must start with nats:// and name a server.')
}

function readSmtp(url: string | undefined, from: string | undefined): Secrets['smtp'] {
  if (!url) return null
  if (!URL.canParse(url) || !['smtp:', 'smtps:'].includes(new URL(url).protocol) || !new URL(url).hostname)
    throw new ConfigError('The secret SMTP_URL is wrong: it must start with smtp:// or smtps:// and name a server.')
  if (!from || !/^([^<>]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/.test(from))
    throw new ConfigError('The setting SMTP_FROM is wrong: with SMTP_URL it must be an address or "Name <address>".')
  return { url, from }
}

function readOrCreate(folder: string, name: string, create: () => string): string {
  const path = join(folder, name)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  try {
    // `wx` fails when the file exists, so two processes never write different secrets.
    writeFileSync(path, create(), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    chmodSync(path, 0o600)
  }
  return readFileSync(path, 'utf8').trim()
}
