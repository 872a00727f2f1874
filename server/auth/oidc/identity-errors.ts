import type { NewAccountOutcome } from '../../database/stores/identity-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import { UserNameTakenError } from '../enrol.ts'

/** What this browser wants to go on with is over, or was never begun in it. */
export class SignInOverError extends DomainError {
  override readonly code = 'sign_in_over'
}

/** Nobody has this identity yet. */
export class SignUpNeededError extends DomainError {
  override readonly code = 'sign_up_needed'
}

/** The identity belongs to another account. */
export class IdentityTakenError extends DomainError {
  override readonly code = 'identity_taken'
}

/** The account is linked to somebody else at this provider. */
export class ProviderAlreadyLinkedError extends DomainError {
  override readonly code = 'provider_already_linked'
}

/** The provider proved somebody who is not the viewer. */
export class WrongIdentityError extends DomainError {
  override readonly code = 'wrong_identity'
}

class EmailTakenError extends DomainError {
  override readonly code = 'email_taken'
}

const refusals: Record<Exclude<NewAccountOutcome['kind'], 'made'>, () => DomainError> = {
  over: () => new SignInOverError('nothing was proven in this browser a short while ago'),
  username_taken: () => new UserNameTakenError('somebody has this user name'),
  identity_taken: () => new IdentityTakenError('this identity has an account'),
  email_taken: () => new EmailTakenError('an account has this address; sign in there, then link the provider'),
}

/** Why no account was made of a proof. */
export const refusalOfAccount = (kind: keyof typeof refusals): DomainError => refusals[kind]()
