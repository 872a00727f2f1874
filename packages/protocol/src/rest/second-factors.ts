import { type Static, Type } from 'typebox'
import { Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Passkey, PasskeyAssertion } from './passkeys.ts'

/** Six digits of an authenticator app. */
export const TotpCode = Type.String({ pattern: '^[0-9]{6}$' })

/** However it was typed; dashes and case do not matter. */
export const RecoveryCode = Type.String({ minLength: 1, maxLength: 64 })

/** What an authenticator app needs; shown until the first code from it comes. */
export const TotpSetup = Type.Object({
  secret: Type.String({ description: 'base32 (RFC 4648 §6)' }),
  uri: Type.String({ description: 'otpauth://' }),
})
export type TotpSetup = Static<typeof TotpSetup>

export const TotpConfirmation = Closed({ code: TotpCode })
export type TotpConfirmation = Static<typeof TotpConfirmation>

/** Shown this once; the server keeps only hashes. */
export const RecoveryCodes = Type.Object({ codes: Type.Array(Type.String()) })
export type RecoveryCodes = Static<typeof RecoveryCodes>

/** The first second factor of an account brings recovery codes; later ones bring null. */
export const NewRecoveryCodes = Type.Union([Type.Array(Type.String()), Type.Null()])

export const TotpAdded = Type.Object({ recoveryCodes: NewRecoveryCodes })
export type TotpAdded = Static<typeof TotpAdded>

export const PasskeyAdded = Type.Object({ passkey: Passkey, recoveryCodes: NewRecoveryCodes })
export type PasskeyAdded = Static<typeof PasskeyAdded>

/** How the viewer can sign in, and with what the second step is taken. */
export const SignInMethods = Type.Object({
  hasPassword: Type.Boolean(),
  passkeys: Type.Array(Passkey),
  /** null: no authenticator app is set up. */
  totpSince: Type.Union([Instant, Type.Null()]),
  recoveryCodesLeft: Type.Integer(),
})
export type SignInMethods = Static<typeof SignInMethods>

/** What somebody signs in with at the second step. */
export const SecondProof = Type.Union([
  Closed({ method: Type.Literal('totp'), code: TotpCode }),
  Closed({ method: Type.Literal('recovery_code'), code: RecoveryCode }),
  Closed({ method: Type.Literal('passkey'), assertion: PasskeyAssertion }),
])
export type SecondProof = Static<typeof SecondProof>

export const Ticket = Type.String({ minLength: 1, maxLength: 128 })

export const SecondStep = Closed({ ticket: Ticket, proof: SecondProof })
export type SecondStep = Static<typeof SecondStep>

export const SecondStepPasskey = Closed({ ticket: Ticket })
export type SecondStepPasskey = Static<typeof SecondStepPasskey>

/** Proves once more who is there, before a dangerous change: with a password, a code of the app, or a passkey. */
export const Confirmation = Type.Union([
  Closed({ password: Type.String({ minLength: 1, maxLength: 256 }) }),
  Closed({ code: TotpCode }),
  Closed({ assertion: PasskeyAssertion }),
])
export type Confirmation = Static<typeof Confirmation>
