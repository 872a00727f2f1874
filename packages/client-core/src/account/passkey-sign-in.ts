import {
  type PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
  type PasskeyRegistration,
  type SecondProof,
} from '@chaos/protocol'
import type { Outcome } from '../api/failure.ts'
import type { Session, SignInStep } from '../session/session.ts'
import type { Authenticator } from './authenticator.ts'

export type PasskeySignIn = ReturnType<typeof createPasskeySignIn>

type SignUp = Pick<PasskeyRegistration, 'userName' | 'displayName' | 'passkeyName' | 'inviteCode' | 'proof'>
type Deps = { session: Pick<Session, 'ask' | 'begin'> }

const auth = '/api/auth'

/** Signing in and up with a passkey, and the second step after another first one. */
export function createPasskeySignIn({ session: { ask, begin } }: Deps) {
  const requestOptions = (path: string, body: object = {}) =>
    ask({ method: 'POST', path: `${auth}${path}`, body, reply: PasskeyRequestOptions })
  const second = (ticket: string, proof: SecondProof) => begin(`${auth}/second-step`, { ticket, proof })

  const signInOptions = () => requestOptions('/passkeys/sign-in-options')
  const finish = (assertion: Outcome<PasskeyAssertion>): Promise<Outcome<SignInStep>> | Outcome<never> =>
    assertion.ok ? begin(`${auth}/passkeys/sign-in`, { assertion: assertion.value }) : assertion

  return {
    async signIn(authenticator: Authenticator): Promise<Outcome<SignInStep>> {
      const options = await signInOptions()
      return options.ok ? finish(await authenticator.get(options.value)) : options
    },
    /** Waits for a passkey that the person chooses in the name field; null where browsers do not offer any there. */
    async signInFromField(authenticator: Authenticator): Promise<Outcome<SignInStep> | null> {
      if (!(await authenticator.canOfferInField())) return null
      const options = await signInOptions()
      return options.ok ? finish(await authenticator.getInField(options.value)) : options
    },

    async signUp(
      authenticator: Authenticator,
      { userName, displayName, ...more }: SignUp,
    ): Promise<Outcome<SignInStep>> {
      const draft = { userName, ...(displayName ? { displayName } : {}) }
      const path = `${auth}/passkeys/sign-up`
      const options = await ask({ method: 'POST', path: `${path}-options`, body: draft, reply: PasskeyCreationOptions })
      if (!options.ok) return options
      const attestation = await authenticator.create(options.value)
      if (!attestation.ok) return attestation
      return begin(path, { ...draft, ...more, attestation: attestation.value })
    },

    byCode: (ticket: string, proof: Exclude<SecondProof, { method: 'passkey' }>) => second(ticket, proof),

    async byPasskey(authenticator: Authenticator, ticket: string): Promise<Outcome<SignInStep>> {
      const options = await requestOptions('/second-step/passkey-options', { ticket })
      if (!options.ok) return options
      const assertion = await authenticator.get(options.value)
      return assertion.ok ? second(ticket, { method: 'passkey', assertion: assertion.value }) : assertion
    },
  }
}
