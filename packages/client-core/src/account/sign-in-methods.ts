import {
  Passkey,
  PasskeyAdded,
  PasskeyCreationOptions,
  RecoveryCodes,
  SignInMethods as Methods,
  TotpAdded,
  TotpSetup,
} from '@chaos/protocol'
import type { TSchema } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import type { ApiRequest } from '../api/http.ts'
import type { Confirmation } from '../session/confirmation.ts'
import type { Authenticator } from './authenticator.ts'

export type SignInMethods = ReturnType<typeof createSignInMethods>

type Deps = { call: AuthorizedCall; confirmation: Pick<Confirmation, 'withConfirmation'> }

const auth = '/api/auth'
const passkey = (id: string) => `${auth}/passkeys/${id}`

/** How the viewer signs in: authenticator app, recovery codes, passkeys. Changes ask for a fresh proof when they need one. */
export function createSignInMethods({ call, confirmation: { withConfirmation } }: Deps) {
  const change = <S extends TSchema>(request: ApiRequest<S>) => withConfirmation(() => call(request))
  return {
    list: () => call({ method: 'GET', path: `${auth}/methods`, reply: Methods }),

    beginTotp: () => change({ method: 'POST', path: `${auth}/totp`, body: {}, reply: TotpSetup }),
    confirmTotp: (code: string) =>
      change({ method: 'POST', path: `${auth}/totp/confirm`, body: { code }, reply: TotpAdded }),
    removeTotp: () => change({ method: 'DELETE', path: `${auth}/totp`, reply: null }),
    renewRecoveryCodes: () =>
      change({ method: 'POST', path: `${auth}/recovery-codes`, body: {}, reply: RecoveryCodes }),

    async addPasskey(authenticator: Authenticator, name: string): Promise<Outcome<PasskeyAdded>> {
      const path = `${auth}/passkeys`
      const options = await change({ method: 'POST', path: `${path}/options`, body: {}, reply: PasskeyCreationOptions })
      if (!options.ok) return options
      const attestation = await authenticator.create(options.value)
      if (!attestation.ok) return attestation
      return change({ method: 'POST', path, body: { name, attestation: attestation.value }, reply: PasskeyAdded })
    },
    renamePasskey: (id: string, name: string) =>
      call({ method: 'PATCH', path: passkey(id), body: { name }, reply: Passkey }),
    removePasskey: (id: string) => change({ method: 'DELETE', path: passkey(id), reply: null }),
  }
}
