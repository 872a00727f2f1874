import type { PasskeyCreationOptions, PasskeyRequestOptions } from '@chaos/protocol'
import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser'
import type { Authenticator } from '../account/authenticator.ts'
import { fail, type Outcome, succeed } from '../api/failure.ts'

/** Passkeys through the browser. Heavy enough to be loaded only where it is used. */
export const browserAuthenticator: Authenticator = {
  create: (options) => attempt(() => create(options)),
  get: (options) => attempt(() => get(options)),
  canOfferInField: browserSupportsWebAuthnAutofill,
  getInField: (options) => attempt(() => get(options, true)),
  cancel: () => WebAuthnAbortService.cancelCeremony(),
}

async function create(optionsJSON: PasskeyCreationOptions) {
  const { id, response } = await startRegistration({ optionsJSON })
  const { clientDataJSON, attestationObject, transports = [] } = response
  return { id, clientDataJSON, attestationObject, transports }
}

async function get(optionsJSON: PasskeyRequestOptions, useBrowserAutofill = false) {
  const { id, response } = await startAuthentication({ optionsJSON, useBrowserAutofill })
  const { clientDataJSON, authenticatorData, signature, userHandle } = response
  return { id, clientDataJSON, authenticatorData, signature, ...(userHandle ? { userHandle } : {}) }
}

async function attempt<T>(ceremony: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return succeed(await ceremony())
  } catch (error) {
    return fail(codeOf(error), error instanceof Error ? error.message : 'the ceremony failed')
  }
}

/** Browsers do not tell a refusal by the person from one by the device. */
function codeOf(error: unknown) {
  if (!(error instanceof WebAuthnError)) return 'passkey_unsupported'
  switch (error.code) {
    case 'ERROR_CEREMONY_ABORTED':
      return 'cancelled'
    case 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED':
      return 'passkey_known'
    case 'ERROR_INVALID_DOMAIN':
    case 'ERROR_INVALID_RP_ID':
      return 'passkey_elsewhere'
    case 'ERROR_PASSTHROUGH_SEE_CAUSE_PROPERTY':
      return 'passkey_dismissed'
    default:
      return 'passkey_unsupported'
  }
}
