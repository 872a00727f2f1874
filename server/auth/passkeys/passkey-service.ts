import type { Passkey, PasskeyAdded, PasskeyCreationOptions, PasskeyDraft } from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import type { UserStore } from '../../database/stores/user-store.ts'
import { LimitReachedError, NotFoundError, UnauthenticatedError } from '../../utils/domain-error.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { TellFactorChange } from '../second-factors/factor-changes.ts'
import type { RecoveryCodeService } from '../second-factors/recovery-code-service.ts'
import type { Viewer } from '../viewer.ts'
import type { Ceremonies } from './ceremonies.ts'
import { LastSignInMethodError, PasskeyRefusedError } from './refusals.ts'

const passkeysPerAccount = 20

type Deps = {
  store: PasskeyStore
  users: Pick<UserStore, 'find'>
  ceremonies: Pick<Ceremonies, 'creationOptions' | 'checkAttestation'>
  recoveryCodes: Pick<RecoveryCodeService, 'makeFirst' | 'removeWithoutFactor'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  tell: TellFactorChange
}
export type PasskeyService = ReturnType<typeof createPasskeyService>

const purpose = ({ sessionId }: Viewer) => ({ kind: 'add', sessionId }) as const

/** The passkeys of an account: added, renamed, removed. */
export function createPasskeyService({ store, users, ceremonies, recoveryCodes, confirmation, tell }: Deps) {
  return {
    /** What to ask the viewer's browser, to make a passkey. */
    async creationOptions(viewer: Viewer): Promise<PasskeyCreationOptions> {
      await confirmation.requireRecent(viewer)
      const user = await users.find(viewer.userId)
      if (!user) throw new UnauthenticatedError('the account is gone')
      const known = await store.credentials(user.id)
      if (known.length >= passkeysPerAccount)
        throw new LimitReachedError(`an account has at most ${passkeysPerAccount} passkeys`)
      return ceremonies.creationOptions({ purpose: purpose(viewer), user, known })
    },

    /** Throws {@link PasskeyRefusedError}. */
    async add(viewer: Viewer, { name, attestation }: PasskeyDraft, client: ClientInfo): Promise<PasskeyAdded> {
      await confirmation.requireRecent(viewer)
      const { passkey } = await ceremonies.checkAttestation(attestation, purpose(viewer))
      const added = await store.insertUnlessKnown({ ...passkey, userId: viewer.userId, name: name.trim() })
      if (!added) throw new PasskeyRefusedError('an account has this passkey already')
      await tell({ viewer, client }, 'passkey.added', { passkeyId: added.id })
      return { passkey: added, recoveryCodes: await recoveryCodes.makeFirst(viewer.userId) }
    },

    async rename(viewer: Viewer, { id, name }: { id: string; name: string }, client: ClientInfo): Promise<Passkey> {
      const renamed = await store.rename(viewer.userId, id, name.trim())
      if (!renamed) throw new NotFoundError('no such passkey')
      await tell({ viewer, client }, 'passkey.renamed', { passkeyId: id })
      return renamed
    },

    /** Throws {@link LastSignInMethodError} when nobody could sign in to the account without it. */
    async remove(viewer: Viewer, id: string, client: ClientInfo): Promise<void> {
      await confirmation.requireRecent(viewer)
      const outcome = await store.removeUnlessLast(viewer.userId, id)
      if (outcome === 'unknown') throw new NotFoundError('no such passkey')
      if (outcome === 'last') throw new LastSignInMethodError('this is the only way to sign in to the account')
      await recoveryCodes.removeWithoutFactor(viewer.userId)
      await tell({ viewer, client }, 'passkey.removed', { passkeyId: id })
    },
  }
}
