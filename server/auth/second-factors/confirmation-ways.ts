import type { Confirmation, PasskeyRequestOptions } from '@chaos/protocol'
import type { PasskeyStore } from '../../database/stores/passkey-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { Ceremonies } from '../passkeys/ceremonies.ts'
import type { Viewer } from '../viewer.ts'
import type { TotpCheck } from './totp-check.ts'

type Deps = {
  confirmation: ConfirmationService
  passkeys: Pick<PasskeyStore, 'credentials'>
  ceremonies: Pick<Ceremonies, 'requestOptions' | 'checkAssertion'>
  checkTotp: TotpCheck
}
export type ConfirmationWays = ReturnType<typeof createConfirmationWays>

const purpose = ({ sessionId }: Viewer) => ({ kind: 'confirm', sessionId }) as const

/** Everything by which somebody who is signed in can prove once more who they are. */
export function createConfirmationWays({ confirmation, passkeys, ceremonies, checkTotp }: Deps) {
  return {
    /** What to ask the viewer's browser, to confirm with a passkey. */
    passkeyOptions: async (viewer: Viewer): Promise<PasskeyRequestOptions> =>
      ceremonies.requestOptions(purpose(viewer), await passkeys.credentials(viewer.userId)),

    /** Throws what the given proof is refused with. */
    async confirm(viewer: Viewer, proof: Confirmation, client: ClientInfo): Promise<void> {
      if ('password' in proof) return confirmation.byPassword(viewer, proof.password, client)
      const { userId } = viewer
      const method = 'code' in proof ? 'totp' : 'passkey'
      try {
        if ('code' in proof) await checkTotp(userId, proof.code)
        else await ceremonies.checkAssertion({ assertion: proof.assertion, purpose: purpose(viewer), client, userId })
      } catch (error) {
        if (error instanceof DomainError) await confirmation.failed(viewer, { method, client })
        throw error
      }
      await confirmation.succeeded(viewer, { method, client })
    },
  }
}
