import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'
import { Password } from './auth.ts'

/** One @ with something on both sides, no spaces; whether it exists is proven by a mail (RFC 5321 §4.5.3.1.3 limits its length). */
export const EmailAddress = Type.String({
  pattern: '^[^\\s@<>,;:"()\\[\\]\\\\\\u0000-\\u001f]{1,64}@[^\\s@<>,;:"()\\[\\]\\\\\\u0000-\\u001f]{1,189}$',
  maxLength: 254,
})

export const EmailChange = Closed({ address: EmailAddress })
export type EmailChange = Static<typeof EmailChange>

const Address = Type.Union([Type.String(), Type.Null()])

/** The viewer's own: the proven address, and the one that waits for its mail to be answered. */
export const EmailState = Type.Object({
  address: Address,
  pending: Address,
  /** Whether this server can send mail at all. */
  canSend: Type.Boolean(),
})
export type EmailState = Static<typeof EmailState>

/** 256 random bits in base64url; it stands in the fragment of the link that was sent. */
export const LinkSecret = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

export const EmailProof = Closed({ secret: LinkSecret })
export type EmailProof = Static<typeof EmailProof>

export const EmailProven = Type.Object({ address: Type.String() })
export type EmailProven = Static<typeof EmailProven>

/** A user name or a proven e-mail address. */
export const ForgottenPassword = Closed({
  account: Type.String({ minLength: 1, maxLength: 254, pattern: '^[^\\u0000-\\u001f]+$' }),
})
export type ForgottenPassword = Static<typeof ForgottenPassword>

export const PasswordReset = Closed({ secret: LinkSecret, password: Password })
export type PasswordReset = Static<typeof PasswordReset>

/** For an administrator to hand over. */
export const ResetLink = Type.Object({ url: Type.String(), expiresAt: Type.String() })
export type ResetLink = Static<typeof ResetLink>
