import { type ErrorCode, retryHelps } from '@chaos/protocol'

/** The server's refusals, and what can go wrong on the way to it. */
export type FailureCode = ErrorCode | 'unreachable' | 'invalid_reply' | 'cancelled'

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

const isErrorCode = (code: FailureCode): code is ErrorCode =>
  code !== 'unreachable' && code !== 'invalid_reply' && code !== 'cancelled'
