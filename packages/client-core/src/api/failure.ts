import { type ErrorCode, retryHelps } from '@chaos/protocol'

/** What can go wrong without the server: on the way to it, with the person, or with their passkeys. */
const ownCodes = [
  'unreachable',
  'invalid_reply',
  'cancelled',
  /** The person or their device did not give one. */
  'passkey_dismissed',
  /** The device has one for this account already. */
  'passkey_known',
  /** Passkeys belong to another address of this server than the page's. */
  'passkey_elsewhere',
  'passkey_unsupported',
  /** Another member's device has to share a channel's key first. */
  'keys_waiting',
  /** The server contradicts what it showed before. */
  'keys_untrusted',
] as const

/** The server's refusals, and what can go wrong without it. */
export type FailureCode = ErrorCode | (typeof ownCodes)[number]

export type ApiFailure = {
  code: FailureCode
  /** The server's words, for logs and fallback; screens have their own for each code. */
  message: string
  /** Which members of the input are wrong, by JSON pointer. */
  fields: { path: string; message: string }[]
  /** The same request may succeed later. */
  retryable: boolean
  /** Seconds the server asked to wait; null when it did not say. */
  retryAfterSeconds: number | null
}

export type Outcome<T> = { ok: true; value: T } | { ok: false; failure: ApiFailure }

export const succeed = <T>(value: T): Outcome<T> => ({ ok: true, value })

export function fail(code: FailureCode, message: string, more: Partial<ApiFailure> = {}): Outcome<never> {
  const retryable = isErrorCode(code) ? retryHelps(code) : code === 'unreachable'
  return { ok: false, failure: { code, message, fields: [], retryable, retryAfterSeconds: null, ...more } }
}

const isErrorCode = (code: FailureCode): code is ErrorCode => !ownCodes.some((own) => own === code)
