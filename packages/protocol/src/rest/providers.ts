import { type Static, Type } from 'typebox'
import { Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { UserName } from './auth.ts'
import { InviteCode } from './invites.ts'

/** Short name of a sign-in provider, as in its addresses: `google`. */
export const ProviderId = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' })
export type ProviderId = Static<typeof ProviderId>

/** Whom one can sign in with. */
export const ProviderInfo = Type.Object({
  id: ProviderId,
  kind: Type.Enum(['oidc', 'github', 'discord']),
  name: Type.String(),
})
export type ProviderInfo = Static<typeof ProviderInfo>

/** What a visit to a provider is for. `confirm` proves once more who sits there, before something dangerous. */
export const ProviderPurpose = Type.Enum(['sign_in', 'link', 'confirm'])
export type ProviderPurpose = Static<typeof ProviderPurpose>

/** `returnTo`: which of our pages the person wants to see afterwards; whatever is no path of ours counts as `/`. */
export const ProviderStart = Closed({ returnTo: Type.Optional(Type.String({ maxLength: 1024 })) })
export type ProviderStart = Static<typeof ProviderStart>

export const LinkStart = Closed({
  purpose: Type.Enum(['link', 'confirm']),
  returnTo: Type.Optional(Type.String({ maxLength: 1024 })),
})
export type LinkStart = Static<typeof LinkStart>

/** Where the browser goes next: the provider's own page. */
export const ProviderRedirect = Type.Object({ url: Type.String() })
export type ProviderRedirect = Static<typeof ProviderRedirect>

/** What a provider has proven of somebody without an account. One can be made, unless the address belongs to one already. */
export const ProvenStranger = Type.Object({
  provider: ProviderInfo,
  /** What to offer; may be empty. */
  userName: Type.String(),
  displayName: Type.String(),
  /** Only one that the provider has verified. */
  email: Type.Union([Type.String(), Type.Null()]),
  emailTaken: Type.Boolean(),
})
export type ProvenStranger = Static<typeof ProvenStranger>

export const ProviderSignUp = Closed({
  userName: UserName,
  displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  /** Of a community; where accounts can be made with an invite only. */
  inviteCode: Type.Optional(InviteCode),
})
export type ProviderSignUp = Static<typeof ProviderSignUp>

/** One provider that the viewer signs in with. */
export const LinkedIdentity = Type.Object({
  provider: ProviderId,
  /** What the account is called there: an address or a name. */
  label: Type.String(),
  linkedAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
})
export type LinkedIdentity = Static<typeof LinkedIdentity>
