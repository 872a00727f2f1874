import {
  type Configuration,
  fetchProtectedResource,
  fetchUserInfo,
  type TokenEndpointResponse,
  type TokenEndpointResponseHelpers,
} from 'openid-client'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { ProviderSettings } from '../../config/provider-settings.ts'
import { ProviderFailedError, ProviderUnavailableError } from './provider-errors.ts'

/** What a provider says about a person. */
export type Profile = {
  issuer: string
  /** Never given to anybody else by this issuer. */
  subject: string
  /** Only one that the provider has verified, in lower case. */
  email: string | null
  /** What they are called there. */
  userName: string | null
  displayName: string | null
}

type Tokens = TokenEndpointResponse & TokenEndpointResponseHelpers
type Asked = { configuration: Configuration; tokens: Tokens; settings: ProviderSettings }

const email = (address: unknown, isVerified: unknown): string | null =>
  isVerified === true && typeof address === 'string' && /^[^\s@]{1,64}@[^\s@]{1,189}$/.test(address)
    ? address.toLowerCase()
    : null
const text = (value: unknown): string | null => (typeof value === 'string' && value.trim() ? value.trim() : null)

/** From the ID token, or from the user-info endpoint when that one has no address (OpenID Connect Core §5.4). */
async function readOidc({ configuration, tokens }: Asked): Promise<Profile> {
  const claims = tokens.claims()
  if (!claims) throw new ProviderFailedError('the provider sent no ID token')
  const { iss: issuer, sub: subject } = claims
  const askMore = claims['email'] === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
  const found = askMore ? await fetchUserInfo(configuration, tokens.access_token, subject) : claims
  return {
    issuer,
    subject,
    email: email(found['email'], found['email_verified']),
    userName: text(found['preferred_username']),
    displayName: text(found['name']),
  }
}

const GithubUser = Type.Object({
  id: Type.Integer({ minimum: 1 }),
  login: Type.String(),
  name: Type.Optional(Type.Union([Type.String(), Type.Null()])),
})
const GithubEmails = Type.Array(
  Type.Object({ email: Type.String(), primary: Type.Boolean(), verified: Type.Boolean() }),
)

/** https://docs.github.com/en/rest/users/users and …/users/emails; the profile's own address says nothing of being verified. */
async function readGithub(asked: Asked): Promise<Profile> {
  const user = await ask(asked, asked.settings.endpoints?.user, GithubUser)
  const emails = await ask(asked, asked.settings.endpoints?.emails, GithubEmails)
  const primary = emails.find((entry) => entry.primary)
  return {
    issuer: asked.settings.issuer,
    subject: String(user.id),
    email: email(primary?.email, primary?.verified),
    userName: text(user.login),
    displayName: text(user.name),
  }
}

const DiscordUser = Type.Object({
  id: Type.String({ pattern: '^[0-9]{1,20}$' }),
  username: Type.String(),
  global_name: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  email: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  verified: Type.Optional(Type.Boolean()),
})

/** https://discord.com/developers/docs/resources/user */
async function readDiscord(asked: Asked): Promise<Profile> {
  const user = await ask(asked, asked.settings.endpoints?.user, DiscordUser)
  return {
    issuer: asked.settings.issuer,
    subject: user.id,
    email: email(user.email, user.verified),
    userName: text(user.username),
    displayName: text(user.global_name),
  }
}

async function ask<S extends TSchema>(asked: Asked, url: string | undefined, schema: S): Promise<Static<S>> {
  const { configuration, tokens } = asked
  const headers = new Headers({ accept: 'application/json' })
  const reply = await fetchProtectedResource(
    configuration,
    tokens.access_token,
    new URL(url ?? ''),
    'GET',
    null,
    headers,
  )
  if (reply.status >= 500) throw new ProviderUnavailableError(`its API answered ${reply.status}`)
  const body: unknown = reply.ok ? await reply.json().catch(() => undefined) : undefined
  if (!Value.Check(schema, body)) throw new ProviderFailedError(`its API answered ${reply.status} in another form`)
  return body
}

export const readProfile: Record<ProviderSettings['kind'], (asked: Asked) => Promise<Profile>> = {
  oidc: readOidc,
  github: readGithub,
  discord: readDiscord,
}
