import type { ProvenStranger, ProviderSignUp } from '@chaos/protocol'
import type { IdentityStore } from '../../database/stores/identity-store.ts'
import type { ProviderFlowStore, ProviderProof } from '../../database/stores/provider-flow-store.ts'
import { hashSecret } from '../../utils/opaque-secret.ts'
import type { Admission } from '../abuse/admission.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { SignInOutcome } from '../grant.ts'
import { requireUnreserved } from '../names/reserved-names.ts'
import type { SignInGate } from '../sign-in-gate.ts'
import { refusalOfAccount, SignInOverError, SignUpNeededError } from './identity-errors.ts'
import { labelOf } from './label.ts'
import type { Providers } from './providers.ts'
import { suggestedNames } from './suggested-names.ts'

type Deps = {
  providers: Providers
  flows: Pick<ProviderFlowStore, 'findProof' | 'takeProof'>
  identities: Pick<IdentityStore, 'findUser' | 'isEmailTaken' | 'makeAccount' | 'noteUse'>
  gate: SignInGate
  admit: Admission['admit']
  audit: AuditLog
}
export type ProviderSignIn = ReturnType<typeof createProviderSignIn>

/** Into an account by what a provider has proven, or to a new account. Accounts are never joined by an address alone. */
export function createProviderSignIn({ providers, flows, identities, gate, admit, audit }: Deps) {
  async function find(browserSecret: string): Promise<ProviderProof> {
    const proof = await flows.findProof(hashSecret(browserSecret), 'sign_in')
    if (!proof) throw new SignInOverError('nothing was proven in this browser a short while ago')
    return proof
  }

  return {
    /**
     * Signs in whom the proof in this browser belongs to. Throws {@link SignInOverError}, {@link SignUpNeededError} or the
     * refusals of the gate.
     */
    async complete(browserSecret: string, client: ClientInfo): Promise<SignInOutcome> {
      const proof = await find(browserSecret)
      const user = await identities.findUser(proof)
      if (!user) throw new SignUpNeededError('nobody has this identity yet')
      if (!(await flows.takeProof(hashSecret(browserSecret), 'sign_in')))
        throw new SignInOverError('this sign-in was finished already')
      await identities.noteUse(proof)
      return gate.pass(user, { methods: ['oidc'], client })
    },

    /** Throws {@link SignInOverError}. */
    async stranger(browserSecret: string): Promise<ProvenStranger> {
      const proof = await find(browserSecret)
      const { id, kind, name } = providers.get(proof.provider)
      const emailTaken = proof.email !== null && (await identities.isEmailTaken(proof.email))
      return { provider: { id, kind, name }, ...suggestedNames(proof), email: proof.email, emailTaken }
    },

    /** Makes an account for the proof in this browser. Throws its refusals, or those of the gate when it has to wait. */
    async signUp(browserSecret: string, draft: ProviderSignUp, client: ClientInfo): Promise<SignInOutcome> {
      const proof = await find(browserSecret)
      const { userName, displayName = userName } = draft
      requireUnreserved(userName)
      const browserHash = hashSecret(browserSecret)
      const account = { userName, displayName, status: await admit(draft.inviteCode), label: labelOf(proof) }
      const outcome = await identities.makeAccount({ browserHash, ...account })
      if (outcome.kind !== 'made') throw refusalOfAccount(outcome.kind)
      const { id } = outcome.user
      const entry = { actorId: id, subjectId: id, ip: client.ip, details: { provider: proof.provider } }
      await audit.record({ action: 'account.registered', ...entry })
      return gate.pass(outcome.user, { methods: ['oidc'], client })
    },
  }
}
