import {
  allowInsecureRequests,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client'
import type { ProviderClient } from '../../config/provider-clients.ts'
import { isLoopback, type ProviderSettings } from '../../config/provider-settings.ts'

type Options = { settings: ProviderSettings; client: ProviderClient; timeoutSeconds: number; now: () => number }

/** What was discovered is asked for anew after this long: providers move their endpoints now and then. */
const freshForMs = 3_600_000

/** Gives the library's view of a provider. An OpenID Connect one is discovered at first use; a failure is not kept. */
export function createConfigurationSource(options: Options): () => Promise<Configuration> {
  const { endpoints, issuer } = options.settings
  if (endpoints) {
    const server = { issuer, authorization_endpoint: endpoints.authorization, token_endpoint: endpoints.token }
    const configuration = new Configuration(server, options.client.clientId, {}, authenticateBySecret(options))
    configuration.timeout = options.timeoutSeconds
    if (isLoopback(issuer)) allowInsecureRequests(configuration)
    return async () => configuration
  }
  let kept: { found: Promise<Configuration>; until: number } | null = null
  return () => {
    if (kept && options.now() < kept.until) return kept.found
    const current = { found: discover(options), until: options.now() + freshForMs }
    kept = current
    current.found.catch(() => {
      if (kept === current) kept = null
    })
    return current.found
  }
}

function discover(options: Options): Promise<Configuration> {
  const { settings, client, timeoutSeconds } = options
  return discovery(new URL(settings.issuer), client.clientId, {}, authenticateBySecret(options), {
    timeout: timeoutSeconds,
    // Plain http is refused when the settings are read, except on loopback.
    execute: [enableNonRepudiationChecks, ...(isLoopback(settings.issuer) ? [allowInsecureRequests] : [])],
  })
}

/** As the provider wants it: in the body, or in the header, which is what no word about it means for a discovered one. */
function authenticateBySecret({ settings, client }: Pick<Options, 'settings' | 'client'>): ClientAuth {
  const [inBody, inHeader] = [ClientSecretPost(client.clientSecret), ClientSecretBasic(client.clientSecret)]
  return (server, ...request) => {
    const inBodyIsRight =
      settings.kind !== 'oidc' || server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
    return (inBodyIsRight ? inBody : inHeader)(server, ...request)
  }
}
