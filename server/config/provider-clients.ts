import { ConfigError } from './config-error.ts'

/** What a provider knows this server by. */
export type ProviderClient = Readonly<{ clientId: string; clientSecret: string }>
export type ProviderClients = Readonly<Record<string, ProviderClient>>

const shape = /^OAUTH_([A-Z][A-Z0-9_]*)_CLIENT_(?:ID|SECRET)$/

/** `OAUTH_GOOGLE_CLIENT_ID` and `OAUTH_GOOGLE_CLIENT_SECRET` are of provider `google`. Throws {@link ConfigError}. */
export function readProviderClients(environment: NodeJS.ProcessEnv): ProviderClients {
  const read = (variable: string) => environment[variable]?.trim() ?? ''
  const clients: Record<string, ProviderClient> = {}
  for (const variable of Object.keys(environment)) {
    const name = shape.exec(variable)?.[1]
    if (!name || !read(variable)) continue
    const id = `OAUTH_${name}_CLIENT_ID`
    const secret = `OAUTH_${name}_CLIENT_SECRET`
    const missing = [id, secret].find((part) => !read(part))
    if (missing) throw new ConfigError(`The secret ${missing} is missing: ${variable} is of no use alone.`)
    clients[name.toLowerCase().replaceAll('_', '-')] = { clientId: read(id), clientSecret: read(secret) }
  }
  return Object.freeze(clients)
}
