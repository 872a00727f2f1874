import type { Newcomer, NewcomerNeed } from '@chaos/protocol'
import type { Holding } from '../database/stores/role-store.ts'
import { DomainError } from '../utils/domain-error.ts'

class RulesNotAcceptedError extends DomainError {
  override readonly code = 'rules_not_accepted'
}

class EmailNotVerifiedError extends DomainError {
  override readonly code = 'email_not_verified'
}

class AccountTooNewError extends DomainError {
  override readonly code = 'account_too_new'
}

const dayMs = 86_400_000

const refusals: Record<NewcomerNeed, () => DomainError> = {
  rules: () => new RulesNotAcceptedError('first agree to the rules of this community'),
  verified_email: () => new EmailNotVerifiedError('this community needs an account with a verified e-mail address'),
  account_of_a_day: () => new AccountTooNewError('this community needs an account that is a day old'),
}

/** What is in the way of a newcomer, the first thing to do first. */
export const newcomerRefusal = ([first]: readonly NewcomerNeed[]): DomainError | null =>
  first ? refusals[first]() : null

export const newcomerOf = (
  needs: readonly NewcomerNeed[],
  { accountMadeAt }: Pick<Holding, 'accountMadeAt'>,
): Newcomer => ({
  needs: [...needs],
  oldEnoughAt: needs.includes('account_of_a_day') ? new Date(accountMadeAt.getTime() + dayMs).toISOString() : null,
})
