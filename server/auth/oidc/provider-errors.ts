import {
  AuthorizationResponseError,
  ClientError,
  ResponseBodyError,
  WWWAuthenticateChallengeError,
} from 'openid-client'
import { DomainError } from '../../utils/domain-error.ts'

/** The provider cannot be reached, or says that it is out of order. */
export class ProviderUnavailableError extends DomainError {
  override readonly code = 'provider_unavailable'
}

/** The person said no at the provider. */
export class ProviderCancelledError extends DomainError {
  override readonly code = 'provider_cancelled'
}

/** What the provider sent proves nothing: a wrong signature, nonce, audience, issuer, or no good answer at all. */
export class ProviderFailedError extends DomainError {
  override readonly code = 'provider_failed'
}

/** Of RFC 6749 §4.1.2.1 and OpenID Connect Core §3.1.2.6. */
const noByPerson = new Set(['access_denied', 'login_required', 'consent_required', 'interaction_required'])
const outOfOrder = new Set(['server_error', 'temporarily_unavailable'])
const noReplyInTime = new Set(['OAUTH_TIMEOUT', 'OAUTH_ABORT'])

/** The refusal that a failure of the library means; null when it is no failure of the provider's, but a bug. */
export function refusalOf(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof AuthorizationResponseError) return refusalOfReply(error.error)
  if (isConnectionFailure(error)) return new ProviderUnavailableError('the provider cannot be reached')
  if (error instanceof ClientError && isServerError(error.cause))
    return new ProviderUnavailableError('the provider is out of order')
  const isFailure =
    error instanceof ClientError || error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError
  return isFailure ? new ProviderFailedError('the answer of the provider proves nothing') : null
}

function refusalOfReply(code: string): DomainError {
  if (noByPerson.has(code)) return new ProviderCancelledError('the sign-in was cancelled at the provider')
  if (outOfOrder.has(code)) return new ProviderUnavailableError('the provider is out of order')
  return new ProviderFailedError('the provider refused the request')
}

/** `fetch` rejects with a TypeError that has the socket's error as its cause. */
function isConnectionFailure(error: unknown): boolean {
  if (error instanceof ClientError) return noReplyInTime.has(error.code ?? '') || isConnectionFailure(error.cause)
  return error instanceof TypeError && (error.message === 'fetch failed' || error.message === 'terminated')
}

const isServerError = (cause: unknown): boolean => cause instanceof Response && cause.status >= 500

/** What a log may hold of a failure: never the library's `cause`, which has the tokens and the code. */
export function describeFailure(error: unknown): { reason: string; code: string } {
  if (error instanceof ResponseBodyError || error instanceof AuthorizationResponseError)
    return { reason: error.message, code: error.error }
  if (error instanceof ClientError) return { reason: innermost(error), code: error.code ?? '' }
  return { reason: error instanceof Error ? error.message : 'unknown', code: '' }
}

const innermost = (error: Error): string => (error.cause instanceof Error ? innermost(error.cause) : error.message)
