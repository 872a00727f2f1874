import type { ProviderInfo } from '@chaos/protocol'
import { ConfigError } from '../../config/config-error.ts'
import type { ProviderClients } from '../../config/provider-clients.ts'
import type { SignInSettings } from '../../config/provider-settings.ts'
import { NotFoundError } from '../../utils/domain-error.ts'
import type { Logger } from '../../utils/logger.ts'
import { createProvider, type Provider } from './provider.ts'

type Options = { settings: SignInSettings; clients: ProviderClients; logger: Pick<Logger, 'warn'> }
export type Providers = ReturnType<typeof createProviders>

/** Those of the configured providers that have a client. Throws `ConfigError` for a client of nobody. */
export function createProviders({ settings, clients, logger }: Options) {
  const offered = new Map<string, Provider>()
  for (const [id, provider] of Object.entries(settings.providers)) {
    const client = clients[id]
    const timeoutSeconds = settings.providerTimeoutSeconds
    if (client) offered.set(id, createProvider({ id, settings: provider, client, timeoutSeconds, logger }))
  }
  const stranger = Object.keys(clients).find((id) => !offered.has(id))
  if (stranger !== undefined)
    throw new ConfigError(`A client was given for "${stranger}", but signIn.providers has no such provider.`)
  return {
    list: (): ProviderInfo[] => [...offered.values()].map(({ id, kind, name }) => ({ id, kind, name })),
    /** Throws {@link NotFoundError}. */
    get(id: string): Provider {
      const provider = offered.get(id)
      if (!provider) throw new NotFoundError('nobody signs in here by this provider')
      return provider
    },
  }
}
