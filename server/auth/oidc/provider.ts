import { authorizationCodeGrant, buildAuthorizationUrl, calculatePKCECodeChallenge } from 'openid-client'
import type { ProviderClient } from '../../config/provider-clients.ts'
import type { ProviderSettings } from '../../config/provider-settings.ts'
import type { Logger } from '../../utils/logger.ts'
import { createConfigurationSource } from './configuration-source.ts'
import type { FlowSecrets } from './flow-secrets.ts'
import { type Profile, readProfile } from './profile.ts'
import { describeFailure, ProviderFailedError, ProviderUnavailableError, refusalOf } from './provider-errors.ts'

type Options = {
  id: string
  settings: ProviderSettings
  client: ProviderClient
  timeoutSeconds: number
  logger: Pick<Logger, 'warn'>
}
export type Provider = ReturnType<typeof createProvider>

const defaultScopes = {
  oidc: ['openid', 'email', 'profile'],
  github: ['read:user', 'user:email'],
  discord: ['identify', 'email'],
}

type Visit = {
  redirectUri: string
  /** Asks the provider to look at the person anew, not at a session there (OpenID Connect Core §3.1.2.1, `max_age`). */
  freshly: boolean
}
const freshForSeconds = 60

/** One provider, by the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9700). */
export function createProvider({ id, settings, client, timeoutSeconds, logger }: Options) {
  const { kind, name } = settings
  const configurationOf = createConfigurationSource({ settings, client, timeoutSeconds, now: Date.now })
  const scope = (settings.scopes ?? defaultScopes[kind]).join(' ')

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      logger.warn({ provider: id, refusal: refusal.code, ...describeFailure(error) }, 'a sign-in by a provider failed')
      throw refusal
    }
  }

  const discovered = () =>
    configurationOf().catch((error: unknown) => {
      const refusal = refusalOf(error)
      if (!refusal) throw error
      logger.warn({ provider: id, ...describeFailure(error) }, 'a provider cannot be discovered')
      throw new ProviderUnavailableError(`${name} cannot be reached`)
    })

  return {
    id,
    kind,
    name,

    /** Where to send the browser. Throws {@link ProviderUnavailableError}. */
    async authorizationUrl({ state, nonce, codeVerifier }: FlowSecrets, { redirectUri, freshly }: Visit): Promise<URL> {
      const configuration = await discovered()
      return buildAuthorizationUrl(configuration, {
        redirect_uri: redirectUri,
        response_type: 'code',
        scope,
        state,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
        ...(kind === 'oidc' ? { nonce } : {}),
        ...(freshly ? { max_age: String(freshForSeconds) } : {}),
      })
    },

    /**
     * Whom the provider's answer proves. Its tokens are forgotten before this returns. Throws
     * {@link ProviderUnavailableError}, `ProviderCancelledError` or `ProviderFailedError`.
     *
     * @param callback our redirect URI with what the provider added to it
     * @param since when the provider was asked to look at the person anew; null: it was not. One that does not say when
     *   it did (Google, and whoever speaks OAuth 2 only) is believed.
     */
    async prove(callback: URL, { state, nonce, codeVerifier }: FlowSecrets, since: Date | null): Promise<Profile> {
      const configuration = await discovered()
      return attempt(async () => {
        const tokens = await authorizationCodeGrant(configuration, callback, {
          expectedState: state,
          pkceCodeVerifier: codeVerifier,
          ...(kind === 'oidc' ? { expectedNonce: nonce, idTokenExpected: true } : {}),
        })
        const lookedAt = tokens.claims()?.auth_time
        if (since && lookedAt !== undefined && (lookedAt + freshForSeconds) * 1000 < since.getTime())
          throw new ProviderFailedError('the provider looked at nobody anew')
        return readProfile[kind]({ configuration, tokens, settings })
      })
    },
  }
}
