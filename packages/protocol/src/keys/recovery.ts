import { type Static, Type } from 'typebox'
import { Base64Url, Id, Instant } from '../ids.ts'
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

/** What a recovery code of the account opens. */
export const RecoveryState = Type.Object({
  /** Of the recovery key in standing; null: recovery is not set up. */
  backup: Type.Union([RecoveryBackup, Type.Null()]),
  backedUpAt: Type.Union([Instant, Type.Null()]),
  /** Of the archive that is there for that key; null: none. */
  archivedAt: Type.Union([Instant, Type.Null()]),
  /** What the next archive has to be. */
  nextArchive: KeySequence,
})
export type RecoveryState = Static<typeof RecoveryState>
