import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { RegistrationMode } from './server-settings.ts'

/** What the pages before sign-in have to know. */
export const RegistrationPolicy = Type.Object({
  mode: RegistrationMode,
  proofOfWork: Type.Boolean(),
  /** Whether a forgotten password can be reset by mail. */
  resetByMail: Type.Boolean(),
  /** How to reach an administrator, in their words; '' when they gave none. */
  contact: Type.String(),
})
export type RegistrationPolicy = Static<typeof RegistrationPolicy>

/** The account is made and waits for an administrator. */
export const RegistrationPending = Type.Object({ kind: Type.Literal('pending') })
export type RegistrationPending = Static<typeof RegistrationPending>

/** Find a nonce so that SHA-256 of `challenge:nonce` begins with `bits` zero bits. */
export const WorkChallenge = Type.Object({
  challenge: Type.String({ maxLength: 256 }),
  bits: Type.Integer({ minimum: 1, maximum: 32 }),
})
export type WorkChallenge = Static<typeof WorkChallenge>

/** A challenge, signed by the server, with the nonce that solves it. */
export const WorkProof = Type.Object(
  {
    challenge: Type.String({ minLength: 1, maxLength: 256 }),
    nonce: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  },
  { additionalProperties: false },
)
export type WorkProof = Static<typeof WorkProof>

/** Somebody who waits to be let in. */
export const PendingAccount = Type.Object({
  id: Id,
  userName: Type.String(),
  displayName: Type.String(),
  createdAt: Instant,
})
export type PendingAccount = Static<typeof PendingAccount>

export const PendingAccountPage = Type.Object({
  items: Type.Array(PendingAccount),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type PendingAccountPage = Static<typeof PendingAccountPage>
