import type { AccountStatus, RegistrationPolicy, WorkChallenge, WorkProof } from '@chaos/protocol'
import type { InviteStore } from '../../database/stores/invite-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import type { ServerSettingsService } from '../server-settings.ts'
import type { ProofOfWork } from './proof-of-work.ts'

class RegistrationClosedError extends DomainError {
  override readonly code = 'registration_closed'
}

class InviteNeededError extends DomainError {
  override readonly code = 'invite_needed'
}

type Deps = {
  settings: Pick<ServerSettingsService, 'get'>
  invites: Pick<InviteStore, 'findCommunityId'>
  work: ProofOfWork
  resetByMail: boolean
}
export type Admission = ReturnType<typeof createAdmission>

/** Who may make an account here, as the administrators have set it. */
export function createAdmission({ settings, invites, work, resetByMail }: Deps) {
  return {
    async policy(): Promise<RegistrationPolicy> {
      const { registration: mode, proofOfWork, contact } = await settings.get()
      return { mode, proofOfWork, contact, resetByMail }
    },

    async challenge(): Promise<WorkChallenge> {
      return work.issue((await settings.get()).proofOfWorkBits)
    },

    /**
     * The status that a new account gets, whatever the person signs in with. Throws {@link RegistrationClosedError} or
     * {@link InviteNeededError}.
     */
    async admit(inviteCode: string | undefined): Promise<Extract<AccountStatus, 'active' | 'pending'>> {
      const { registration: mode } = await settings.get()
      if (mode === 'closed') throw new RegistrationClosedError('nobody can make an account here')
      if (mode === 'invite' && !(inviteCode && (await invites.findCommunityId(inviteCode))))
        throw new InviteNeededError('an account needs an invite that works')
      return mode === 'approval' ? 'pending' : 'active'
    },

    /** Throws `ProofNeededError` where a proof of work is asked for and this is none. */
    async requireWork(proof: WorkProof | undefined): Promise<void> {
      if ((await settings.get()).proofOfWork) await work.spend(proof)
    },
  }
}
