import type { GenerationHeader } from '@chaos/protocol'
import { DomainError } from '../utils/domain-error.ts'

export class KeysStaleError extends DomainError {
  override readonly code = 'keys_stale'
}

export class DeviceNotInStandingError extends DomainError {
  override readonly code = 'device_not_in_standing'
}

export class BackupMissingError extends DomainError {
  override readonly code = 'backup_missing'
}

export class ApprovalOverError extends DomainError {
  override readonly code = 'approval_over'
}

export class TooManyReadersError extends DomainError {
  override readonly code = 'too_many_readers'
}

export class GenerationTakenError extends DomainError {
  override readonly code = 'generation_taken'
  override readonly extension: { winner: GenerationHeader }

  constructor(winner: GenerationHeader) {
    super('somebody else made this generation')
    this.extension = { winner }
  }
}

export const notInStanding = () => new DeviceNotInStandingError('no device of yours is called this, or it was revoked')
