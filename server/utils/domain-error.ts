import type { ErrorCode } from '@chaos/protocol'
import { retryHelps } from '@chaos/protocol'

/** A refusal with one meaning. What it becomes on the wire is decided in `api` and `realtime`. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode

  /** When to ask again, where that is known. */
  readonly retryAfterSeconds: number | null = null

  /** What a reply says besides (RFC 9457 §3.2). */
  readonly extension: Record<string, unknown> = {}

  /** Whether asking again later, unchanged, can succeed. */
  get retryHelps(): boolean {
    return retryHelps(this.code)
  }
}

export class UnauthenticatedError extends DomainError {
  override readonly code = 'unauthenticated'
}

export class ForbiddenError extends DomainError {
  override readonly code = 'forbidden'
}

/** Also for things that exist and that the viewer may not know of. */
export class NotFoundError extends DomainError {
  override readonly code = 'not_found'
}

export class BadRequestError extends DomainError {
  override readonly code = 'bad_request'
}

export class LimitReachedError extends DomainError {
  override readonly code = 'limit_reached'
}

/** Refused for now, with the time after which asking again makes sense. */
abstract class ForNowError extends DomainError {
  override readonly retryAfterSeconds: number

  constructor(message: string, retryAfterSeconds: number) {
    super(message)
    this.retryAfterSeconds = Math.max(1, Math.ceil(retryAfterSeconds))
  }
}

export class RateLimitedError extends ForNowError {
  override readonly code = 'rate_limited'
}

/** The server has more to do than it can, whoever asks. */
export class OverloadedError extends ForNowError {
  override readonly code = 'overloaded'
}
