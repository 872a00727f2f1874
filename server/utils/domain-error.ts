import type { ErrorCode } from '@chaos/protocol'
import { retryHelps } from '@chaos/protocol'

/** A refusal with one meaning. What it becomes on the wire is decided in `api` and `realtime`. */
export abstract class DomainError extends Error {
  abstract readonly code: ErrorCode

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
