import { DomainError } from '../../utils/domain-error.ts'

/** Also for codes that were right and are used up. */
export class WrongCodeError extends DomainError {
  override readonly code = 'wrong_code'
}

export class CodesBlockedError extends DomainError {
  override readonly code = 'codes_blocked'
}

/** The ticket of a second step is unknown, over, redeemed, or has no tries left. */
export class TicketInvalidError extends DomainError {
  override readonly code = 'ticket_invalid'
}

export class SetupExpiredError extends DomainError {
  override readonly code = 'setup_expired'
}
