import type { SessionEnd } from '@chaos/protocol'
import { DomainError, UnauthenticatedError } from '../utils/domain-error.ts'

class EndedElsewhereError extends DomainError {
  override readonly code = 'session_ended_elsewhere'
}

class EndedByPasswordError extends DomainError {
  override readonly code = 'session_ended_by_password'
}

class EndedByReuseError extends DomainError {
  override readonly code = 'session_ended_by_reuse'
}

class EndedByAdministratorError extends DomainError {
  override readonly code = 'session_ended_by_administrator'
}

/** What to tell the holder of a session that was ended before its time. */
export function sessionEnded(because: SessionEnd | null): DomainError {
  if (because === 'ended_elsewhere') return new EndedElsewhereError('the session was ended from another device')
  if (because === 'password_changed') return new EndedByPasswordError('the password was changed')
  if (because === 'refresh_reused') return new EndedByReuseError('a used refresh token came again')
  if (because === 'by_administrator') return new EndedByAdministratorError('an administrator ended the session')
  return new UnauthenticatedError('the session has ended')
}
