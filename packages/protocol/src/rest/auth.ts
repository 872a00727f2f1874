import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'
import { User } from './users.ts'

/** 3 to 32 of a–z, 0–9, `_`, `.`, `-`; compared without case. Display names are free. */
export const UserName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$', minLength: 3, maxLength: 32 })

/** 10 to 256 characters (NIST SP 800-63B-4 §3.1.1.2 asks for length, not composition). */
export const Password = Type.String({ minLength: 10, maxLength: 256 })

export const Registration = Closed({
  userName: UserName,
  displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  password: Password,
})
export type Registration = Static<typeof Registration>

export const SignIn = Closed({
  userName: Type.String({ minLength: 1, maxLength: 64 }),
  password: Type.String({ minLength: 1, maxLength: 256 }),
})
export type SignIn = Static<typeof SignIn>

/** A signed-in session. The refresh token travels beside it, in an HttpOnly cookie only. */
export const SignedIn = Type.Object({
  accessToken: Type.String({ description: 'JWT, EdDSA (RFC 8037)' }),
  expiresInSeconds: Type.Integer(),
  user: User,
})
export type SignedIn = Static<typeof SignedIn>
