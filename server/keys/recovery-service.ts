import type { KeyArchive, RecoveryBackup, RecoveryState } from '@chaos/protocol'
import type { ConfirmationService } from '../auth/confirmation.ts'
import type { Viewer } from '../auth/viewer.ts'
import type { RecoveryStore } from '../database/stores/recovery-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { KeyDeviceService } from './key-device-service.ts'
import { KeysStaleError } from './key-refusals.ts'

type Deps = {
  recovery: RecoveryStore
  devices: Pick<KeyDeviceService, 'requireSpeaker'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
}
export type RecoveryService = ReturnType<typeof createRecoveryService>

/** Keeps what a recovery code opens. It can be opened nowhere else. */
export function createRecoveryService({ recovery, devices, confirmation }: Deps) {
  return {
    state: ({ userId }: Viewer): Promise<RecoveryState> => recovery.state(userId),

    /**
     * Before its key is admitted. An old backup goes when that happens, so this needs a fresh proof of who asks. Throws
     * `ConfirmationRequiredError`, or {@link KeysStaleError} for a key that has a backup and stands.
     */
    async putBackup(viewer: Viewer, backup: RecoveryBackup): Promise<void> {
      await confirmation.requireRecent(viewer)
      if (!(await recovery.putBackup(viewer.userId, backup)))
        throw new KeysStaleError('this recovery key stands, with another backup')
    },

    /** Throws {@link NotFoundError}. */
    async archive({ userId }: Viewer): Promise<KeyArchive> {
      const found = await recovery.archive(userId)
      if (!found) throw new NotFoundError('there is no archive')
      return found
    },

    /** Throws `DeviceNotInStandingError` or {@link KeysStaleError}. */
    async putArchive(viewer: Viewer, archive: KeyArchive): Promise<void> {
      await devices.requireSpeaker(viewer, archive.authorId)
      if (!(await recovery.putArchive(viewer.userId, archive)))
        throw new KeysStaleError('this is not the next archive for the recovery key in standing')
    },
  }
}
