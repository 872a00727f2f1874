import { type Static, Type } from 'typebox'

const Closed = <P extends Parameters<typeof Type.Object>[0]>(properties: P) =>
  Type.Object(properties, { additionalProperties: false })
const Url = Type.String({ pattern: '^https?://[^/\\s]+(/[^\\s]*)?$' })

/** Whom people may sign in with. It is offered once its client's id and secret are among the secrets. */
export const ProviderSettings = Closed({
  /** `oidc` finds its endpoints by discovery; the others are OAuth 2 with an API of their own. */
  kind: Type.Enum(['oidc', 'github', 'discord']),
  /** As people read it on the button. */
  name: Type.String({ minLength: 1, maxLength: 40 }),
  issuer: Url,
  /** Instead of the usual ones. */
  scopes: Type.Optional(Type.Array(Type.String({ pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' }))),
  endpoints: Type.Optional(Closed({ authorization: Url, token: Url, user: Url, emails: Type.Optional(Url) })),
})
export type ProviderSettings = Static<typeof ProviderSettings>

export const SignInSettings = Closed({
  /** How long a person may take at the provider, and again to choose a user name. */
  flowSeconds: Type.Integer({ minimum: 1, maximum: 3600 }),
  /** For each request to a provider. */
  providerTimeoutSeconds: Type.Integer({ minimum: 1, maximum: 60 }),
  providers: Type.Record(Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }), ProviderSettings, {
    additionalProperties: false,
  }),
})
export type SignInSettings = Static<typeof SignInSettings>

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** Plain http is for a provider on this machine, in tests and while developing. */
export const isLoopback = (url: string): boolean => loopback.has(new URL(url).hostname)

/** What the schema cannot say; null: nothing. */
export function problemOfProvider({ kind, issuer, endpoints }: ProviderSettings): string | null {
  const open = [issuer, ...Object.values(endpoints ?? {})].find(
    (url) => !URL.canParse(url) || (!url.startsWith('https:') && !isLoopback(url)),
  )
  if (open !== undefined) return `"${open}" is not an https URL`
  if (kind === 'oidc') return endpoints ? 'an OpenID Connect issuer names its endpoints itself' : null
  if (!endpoints) return 'its endpoints are missing'
  return kind === 'github' && !endpoints.emails ? 'the endpoint "emails" is missing' : null
}
