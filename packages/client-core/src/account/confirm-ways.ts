import { PasskeyRequestOptions } from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import type { Authenticator } from './authenticator.ts'

const path = '/api/auth/confirm'

/** Proves with a code of the authenticator app that it is still the same person. */
export const confirmByCode = (call: AuthorizedCall, code: string): Promise<Outcome<unknown>> =>
  call({ method: 'POST', path, body: { code }, reply: null })

/** The same with a passkey. */
export async function confirmByPasskey(call: AuthorizedCall, authenticator: Authenticator): Promise<Outcome<unknown>> {
  const request = { method: 'POST', path: `${path}/passkey-options`, body: {}, reply: PasskeyRequestOptions } as const
  const options = await call(request)
  if (!options.ok) return options
  const assertion = await authenticator.get(options.value)
  if (!assertion.ok) return assertion
  return call({ method: 'POST', path, body: { assertion: assertion.value }, reply: null })
}
