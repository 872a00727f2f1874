import { DomainError } from '../utils/domain-error.ts'

/** Another message, reaction or recording has this id. */
export class MessageIdTakenError extends DomainError {
  override readonly code = 'message_id_taken'
}

export class UploadUnfinishedError extends DomainError {
  override readonly code = 'upload_unfinished'
}

export class UploadOffsetError extends DomainError {
  override readonly code = 'upload_offset'
}

export class RecordingTooLongError extends DomainError {
  override readonly code = 'recording_too_long'
}

export class AudioInvalidError extends DomainError {
  override readonly code = 'audio_invalid'
}

export class QuotaReachedError extends DomainError {
  override readonly code = 'quota_reached'
}

/** What came so far is kept: the rest can follow once there is room. */
export class StorageFullError extends DomainError {
  override readonly code = 'storage_full'
  override readonly retryAfterSeconds = 60
}
