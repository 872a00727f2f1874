import type { Standing } from '../database/stores/user-store.ts'
import { DomainError } from '../utils/domain-error.ts'

class AccountDisabledError extends DomainError {
  override readonly code = 'account_disabled'
}

class AccountPendingError extends DomainError {
  override readonly code = 'account_pending'
}

/** Throws {@link AccountDisabledError} or {@link AccountPendingError}. Call it only for somebody who proved to own the account. */
export function refuseUnlessActive({ status, statusReason }: Standing): void {
  if (status === 'disabled')
    throw new AccountDisabledError(`the account is disabled${statusReason ? `: ${statusReason}` : ''}`)
  if (status === 'pending') throw new AccountPendingError('the account waits for an administrator')
}
