import { type Static, Type } from 'typebox'
import { Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { InviteCode } from './invites.ts'
import { WorkProof } from './registration.ts'
import { User } from './users.ts'

/** 3 to 32 of a–z, 0–9, `_`, `.`, `-`; compared without case. Display names are free. */
export const UserName = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{2,31}$', minLength: 3, maxLength: 32 })

/** 10 to 256 characters (NIST SP 800-63B-4 §3.1.1.2 asks for length, not composition). */
export const Password = Type.String({ minLength: 10, maxLength: 256 })

export const Registration = Closed({
  userName: UserName,
  displayName: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  password: Password,
  /** Of a community; where accounts can be made with an invite only. */
  inviteCode: Type.Optional(InviteCode),
  /** Where the server asks for one. */
  proof: Type.Optional(WorkProof),
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
  /** When the account is erased, unless its person keeps it; absent when it stays. */
  erasesAt: Type.Optional(Instant),
})
export type SignedIn = Static<typeof SignedIn>

/** How somebody proved who they are. `link`: by a one-time link, as for a new password. */
export const AuthMethod = Type.Enum(['password', 'oidc', 'passkey', 'totp', 'recovery_code', 'link'])
export type AuthMethod = Static<typeof AuthMethod>

/** Why a session is over before its time. */
export const SessionEnd = Type.Enum([
  'signed_out',
  'ended_elsewhere',
  'password_changed',
  'refresh_reused',
  'account_disabled',
  'account_deleted',
  'by_administrator',
])
export type SessionEnd = Static<typeof SessionEnd>

export const SecondFactorMethod = Type.Enum(['totp', 'passkey', 'recovery_code'])
export type SecondFactorMethod = Static<typeof SecondFactorMethod>

/** The first proof is good, and the account asks for another. `ticket` stands for the first. */
export const SecondStepNeeded = Type.Object({
  kind: Type.Literal('second_step'),
  ticket: Type.String(),
  methods: Type.Array(SecondFactorMethod),
})
export type SecondStepNeeded = Static<typeof SecondStepNeeded>

export const SignInReply = Type.Union([SignedIn, SecondStepNeeded])
export type SignInReply = Static<typeof SignInReply>

export const PasswordChange = Closed({
  /** Needed unless the account has none yet. */
  current: Type.Optional(Type.String({ minLength: 1, maxLength: 256 })),
  password: Password,
})
export type PasswordChange = Static<typeof PasswordChange>
