import type { TotpAdded, TotpSetup } from '@chaos/protocol'
import type { TotpStore } from '../../database/stores/totp-store.ts'
import type { UserStore } from '../../database/stores/user-store.ts'
import { NotFoundError, UnauthenticatedError } from '../../utils/domain-error.ts'
import type { SecretBox } from '../../utils/secret-box.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { Viewer } from '../viewer.ts'
import type { TellFactorChange } from './factor-changes.ts'
import type { RecoveryCodeService } from './recovery-code-service.ts'
import { SetupExpiredError, WrongCodeError } from './refusals.ts'
import { newTotpSecret, stepOfCode, totpText, totpUri } from './totp.ts'

/** How long a set-up waits for its first code, ms. */
const setupMs = 15 * 60_000

type Deps = {
  store: TotpStore
  users: Pick<UserStore, 'find'>
  box: SecretBox
  recoveryCodes: Pick<RecoveryCodeService, 'makeFirst' | 'removeWithoutFactor'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  tell: TellFactorChange
  serverName: () => Promise<string>
}
export type TotpService = ReturnType<typeof createTotpService>

/** The authenticator app of an account: set up, replaced, removed. */
export function createTotpService({ store, users, box, recoveryCodes, confirmation, tell, serverName }: Deps) {
  return {
    /** Begins a set-up. An app that is set up already stays good until the first code of the new one comes. */
    async begin(viewer: Viewer): Promise<TotpSetup> {
      await confirmation.requireRecent(viewer)
      const user = await users.find(viewer.userId)
      if (!user) throw new UnauthenticatedError('the account is gone')
      const secret = newTotpSecret()
      await store.begin(user.id, box.seal(secret, user.id), new Date(Date.now() + setupMs))
      return {
        secret: totpText(secret),
        uri: totpUri(secret, { issuer: await serverName(), account: user.userName }),
      }
    },

    /** Throws {@link SetupExpiredError} or {@link WrongCodeError}. */
    async confirm(viewer: Viewer, code: string, client: ClientInfo): Promise<TotpAdded> {
      await confirmation.requireRecent(viewer)
      const { userId } = viewer
      const sealed = await store.findPending(userId)
      if (!sealed) throw new SetupExpiredError('there is no set-up that waits for a code')
      const step = stepOfCode(box.open(sealed, userId), code, Date.now())
      if (step === null) throw new WrongCodeError('the code does not match')
      if (!(await store.confirm(userId, sealed, step))) throw new SetupExpiredError('the set-up was begun anew')
      await tell({ viewer, client }, 'totp.enabled')
      return { recoveryCodes: await recoveryCodes.makeFirst(userId) }
    },

    async remove(viewer: Viewer, client: ClientInfo): Promise<void> {
      await confirmation.requireRecent(viewer)
      if (!(await store.remove(viewer.userId))) throw new NotFoundError('no authenticator app is set up')
      await recoveryCodes.removeWithoutFactor(viewer.userId)
      await tell({ viewer, client }, 'totp.disabled')
    },
  }
}
