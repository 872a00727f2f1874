import type { UserId } from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import type { RecoveryCodeStore } from '../../database/stores/recovery-code-store.ts'
import type { TotpStore } from '../../database/stores/totp-store.ts'
import { BadRequestError } from '../../utils/domain-error.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { Viewer } from '../viewer.ts'
import type { TellFactorChange } from './factor-changes.ts'
import { hashRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'
import { WrongCodeError } from './refusals.ts'

type Deps = {
  store: RecoveryCodeStore
  totp: Pick<TotpStore, 'findSince'>
  passkeys: Pick<PasskeyStore, 'count'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  tell: TellFactorChange
}
export type RecoveryCodeService = ReturnType<typeof createRecoveryCodeService>

/** Codes that stand in once each for a second factor that is lost. */
export function createRecoveryCodeService({ store, totp, passkeys, confirmation, tell }: Deps) {
  return {
    /** New codes; those made before count no longer. */
    async renew(viewer: Viewer, client: ClientInfo): Promise<string[]> {
      await confirmation.requireRecent(viewer)
      const hasFactor = (await totp.findSince(viewer.userId)) ?? (await passkeys.count(viewer.userId)) > 0
      if (!hasFactor) throw new BadRequestError('there is no second factor that codes could stand in for')
      const codes = newRecoveryCodes()
      await store.replace(viewer.userId, codes.map(hashRecoveryCode))
      await tell({ viewer, client }, 'recovery_codes.made')
      return codes
    },

    /** Codes for an account that has none; null for one that has. */
    async makeFirst(userId: UserId): Promise<string[] | null> {
      const codes = newRecoveryCodes()
      return (await store.insertUnlessAny(userId, codes.map(hashRecoveryCode))) ? codes : null
    },

    /** Throws {@link WrongCodeError}. */
    async use(userId: UserId, code: string): Promise<void> {
      if (!(await store.use(userId, hashRecoveryCode(code))))
        throw new WrongCodeError('the code does not match, or was used before')
    },

    removeWithoutFactor: store.removeWithoutFactor,
  }
}
