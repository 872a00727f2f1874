import type { Static } from 'typebox'
import { Base64Url, Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { KeySequence } from './binary.ts'
import { keyLimits } from './limits.ts'

/** The private keys of a recovery key, sealed by a recovery code (crypto's SPEC R). Nobody but its owner can open it. */
export const RecoveryBackup = Closed({
  /** The recovery key's entry in the key log. */
  deviceId: Id,
  sealed: Base64Url(keyLimits.recoveryBackupBytes),
})
export type RecoveryBackup = Static<typeof RecoveryBackup>

/** Channel keys, sealed to the recovery key by one of the account's devices (crypto's SPEC R5). One is kept for each account. */
export const KeyArchive = Closed({
  /** The recovery key that can open it. */
  deviceId: Id,
  /** Who made it. */
  authorId: Id,
  /** Counts the archives of an account; the server takes only the next one. */
  sequence: KeySequence,
  sealed: Base64Url(keyLimits.keyArchiveBytes),
})
export type KeyArchive = Static<typeof KeyArchive>
