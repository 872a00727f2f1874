import { DomainError } from '../../utils/domain-error.ts'

/** One refusal for everything that can be wrong with a passkey, so that nobody learns which part would have been right. */
export class PasskeyRefusedError extends DomainError {
  override readonly code = 'passkey_refused'
}

export class LastSignInMethodError extends DomainError {
  override readonly code = 'last_sign_in_method'
}
