import type { LinkedIdentity, LinkStart } from '@chaos/protocol'
import type { IdentityStore } from '../../database/stores/identity-store.ts'
import type { ProviderFlowStore, ProviderProof } from '../../database/stores/provider-flow-store.ts'
import { NotFoundError } from '../../utils/domain-error.ts'
import { hashSecret } from '../../utils/opaque-secret.ts'
import { type AccountEvents, accountTopic } from '../account-events.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import { LastSignInMethodError } from '../passkeys/refusals.ts'
import type { Viewer } from '../viewer.ts'
import {
  IdentityTakenError,
  ProviderAlreadyLinkedError,
  SignInOverError,
  WrongIdentityError,
} from './identity-errors.ts'
import { labelOf } from './label.ts'
import type { ProviderVisits } from './provider-visits.ts'
import type { Providers } from './providers.ts'

type Deps = {
  providers: Pick<Providers, 'list'>
  visits: Pick<ProviderVisits, 'begin'>
  flows: Pick<ProviderFlowStore, 'takeProof'>
  identities: Pick<IdentityStore, 'findUser' | 'link' | 'listOf' | 'unlinkUnlessLast'>
  confirmation: Pick<ConfirmationService, 'requireRecent' | 'succeeded' | 'failed'>
  audit: AuditLog
  events: AccountEvents
}
export type IdentityService = ReturnType<typeof createIdentityService>

/** Which providers somebody signs in with. */
export function createIdentityService(deps: Deps) {
  const { providers, visits, flows, identities, confirmation, audit, events } = deps

  /** What this very session asked for. Throws {@link SignInOverError}. */
  async function take(viewer: Viewer, purpose: LinkStart['purpose'], browserSecret: string): Promise<ProviderProof> {
    const proof = await flows.takeProof(hashSecret(browserSecret), purpose)
    if (proof?.sessionId !== viewer.sessionId) throw new SignInOverError('nothing was proven for this session')
    return proof
  }

  async function tell(
    change: 'linked' | 'unlinked',
    viewer: Viewer,
    { provider, client }: { provider: string; client: ClientInfo },
  ) {
    const { userId, sessionId } = viewer
    const entry = { actorId: userId, subjectId: userId, sessionId, ip: client.ip, details: { provider } }
    await audit.record({ action: `identity.${change}`, ...entry })
    events.publish(accountTopic, { type: `identity.${change}`, userId, client, provider })
  }

  return {
    list: (viewer: Viewer): Promise<LinkedIdentity[]> => identities.listOf(viewer.userId),

    /** Throws `ConfirmationRequiredError` before a link, or the refusals of the visit. */
    async begin(viewer: Viewer, provider: string, { purpose, returnTo = '/' }: LinkStart) {
      if (purpose === 'link') await confirmation.requireRecent(viewer)
      return visits.begin({ provider, purpose, sessionId: viewer.sessionId, returnTo })
    },

    /** Throws {@link SignInOverError}, {@link IdentityTakenError} or {@link ProviderAlreadyLinkedError}. */
    async link(viewer: Viewer, browserSecret: string, client: ClientInfo): Promise<void> {
      const proof = await take(viewer, 'link', browserSecret)
      const { provider, issuer, subject } = proof
      const outcome = await identities.link({ userId: viewer.userId, provider, issuer, subject, label: labelOf(proof) })
      if (outcome === 'identity_taken') throw new IdentityTakenError('this identity belongs to another account')
      if (outcome === 'provider_already_linked')
        throw new ProviderAlreadyLinkedError('this account is linked to somebody at this provider')
      await tell('linked', viewer, { provider, client })
    },

    /** Proves once more who is there. Throws {@link SignInOverError} or {@link WrongIdentityError}. */
    async confirm(viewer: Viewer, browserSecret: string, client: ClientInfo): Promise<void> {
      const proof = await take(viewer, 'confirm', browserSecret)
      const user = await identities.findUser(proof)
      if (user?.id === viewer.userId) return confirmation.succeeded(viewer, { method: 'oidc', client })
      await confirmation.failed(viewer, { method: 'oidc', client })
      throw new WrongIdentityError('this account is not linked to that identity')
    },

    /** Throws `ConfirmationRequiredError`, `NotFoundError` or {@link LastSignInMethodError}. */
    async unlink(viewer: Viewer, provider: string, client: ClientInfo): Promise<void> {
      await confirmation.requireRecent(viewer)
      const { userId } = viewer
      const offered = providers.list().map(({ id }) => id)
      const outcome = await identities.unlinkUnlessLast({ userId, provider, offered })
      if (outcome === 'unknown') throw new NotFoundError('this account is not linked there')
      if (outcome === 'last') throw new LastSignInMethodError('nobody could sign in to this account afterwards')
      await tell('unlinked', viewer, { provider, client })
    },
  }
}
