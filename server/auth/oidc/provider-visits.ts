import type { ErrorCode, ProviderPurpose } from '@chaos/protocol'
import type { ProviderFlowStore } from '../../database/stores/provider-flow-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import { hashSecret, newSecret } from '../../utils/opaque-secret.ts'
import { type FlowSecrets, flowSecrets } from './flow-secrets.ts'
import { ownPath } from './own-path.ts'
import type { Providers } from './providers.ts'

type Deps = {
  providers: Providers
  flows: Pick<ProviderFlowStore, 'begin' | 'end' | 'keepProof'>
  publicUrl: () => string
  settings: { flowSeconds: number }
}
type Start = { provider: string; purpose: ProviderPurpose; sessionId: string | null; returnTo: string }
/** `query` as the browser sent it, without the question mark. */
type Callback = { provider: string; query: string; browserSecret: string | undefined }

/** The secret that the browser keeps in its cookie for the next step. */
type ForBrowser = { browserSecret: string; expiresAt: Date }
/** Where the client goes on: with what was proven, or with the reason why nothing was. */
export type VisitEnd =
  | ({ kind: 'proven'; purpose: ProviderPurpose; returnTo: string } & ForBrowser)
  | { kind: 'refused'; code: ErrorCode; purpose: ProviderPurpose; returnTo: string }

export type ProviderVisits = ReturnType<typeof createProviderVisits>

/** Sends browsers to providers and takes them back, each visit once. */
export function createProviderVisits({ providers, flows, publicUrl, settings }: Deps) {
  const redirectUri = (id: string) => `${publicUrl()}/api/auth/providers/${id}/callback`
  const soon = () => new Date(Date.now() + settings.flowSeconds * 1000)

  async function prove({ provider, query }: Callback, secrets: FlowSecrets, since: Date | null) {
    const callback = new URL(`${redirectUri(provider)}?${query}`)
    return providers.get(provider).prove(callback, secrets, since)
  }

  return {
    /** Throws `NotFoundError` or `ProviderUnavailableError`. */
    async begin({ provider, purpose, sessionId, returnTo }: Start): Promise<ForBrowser & { url: string }> {
      const [state, browserSecret] = [newSecret(), newSecret()]
      const secrets = flowSecrets(browserSecret, state)
      const visit = { redirectUri: redirectUri(provider), freshly: purpose === 'confirm' }
      const url = await providers.get(provider).authorizationUrl(secrets, visit)
      const expiresAt = soon()
      const hashes = { stateHash: hashSecret(state), browserHash: hashSecret(browserSecret) }
      await flows.begin({ ...hashes, provider, purpose, sessionId, returnTo: ownPath(returnTo), expiresAt })
      return { url: url.href, browserSecret, expiresAt }
    },

    /** Takes a browser back. The visit is over after that, whatever comes of it. */
    async end(callback: Callback): Promise<VisitEnd> {
      const { provider, query, browserSecret = '' } = callback
      const state = new URLSearchParams(query).get('state') ?? ''
      const hashes = { stateHash: hashSecret(state), browserHash: hashSecret(browserSecret) }
      const flow = await flows.end({ ...hashes, provider })
      if (!flow) return { kind: 'refused', code: 'sign_in_over', purpose: 'sign_in', returnTo: '/' }
      const { purpose, sessionId, returnTo } = flow
      const begunAt = new Date(flow.expiresAt.getTime() - settings.flowSeconds * 1000)
      try {
        const profile = await prove(callback, flowSecrets(browserSecret, state), purpose === 'confirm' ? begunAt : null)
        // A new secret: what the browser held while it was elsewhere opens nothing from here on.
        const next = { browserSecret: newSecret(), expiresAt: soon() }
        const browserHash = hashSecret(next.browserSecret)
        await flows.keepProof({ ...profile, provider, purpose, sessionId, browserHash, expiresAt: next.expiresAt })
        return { kind: 'proven', purpose, returnTo, ...next }
      } catch (error) {
        if (error instanceof DomainError) return { kind: 'refused', code: error.code, purpose, returnTo }
        throw error
      }
    },
  }
}
