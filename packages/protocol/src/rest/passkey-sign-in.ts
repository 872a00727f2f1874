import { type Static, Type } from 'typebox'
import { Closed } from '../wire/message-table.ts'
import { Registration } from './auth.ts'
import { PasskeyAssertion, PasskeyAttestation, PasskeyName } from './passkeys.ts'

export const PasskeySignIn = Closed({ assertion: PasskeyAssertion })
export type PasskeySignIn = Static<typeof PasskeySignIn>

/** Whom an account with a passkey and no password is to be made for. */
export const PasskeySignUpStart = Closed(Type.Pick(Registration, ['userName', 'displayName']).properties)
export type PasskeySignUpStart = Static<typeof PasskeySignUpStart>

/** A registration with a passkey in place of the password. */
export const PasskeyRegistration = Closed({
  ...Type.Omit(Registration, ['password']).properties,
  passkeyName: PasskeyName,
  attestation: PasskeyAttestation,
})
export type PasskeyRegistration = Static<typeof PasskeyRegistration>
