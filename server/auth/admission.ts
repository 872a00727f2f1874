import type { AccountStatus } from '@chaos/protocol'
import { ForbiddenError } from '../utils/domain-error.ts'
import type { ServerSettingsService } from './server-settings.ts'

type Deps = {
  settings: Pick<ServerSettingsService, 'get'>
  isInvite: (code: string) => Promise<boolean>
}

/** Whether somebody may make an account now, and in which standing it begins. It throws the refusals. */
export type Admit = (inviteCode: string | undefined) => Promise<AccountStatus>

export function createAdmission({ settings, isInvite }: Deps): Admit {
  return async (inviteCode) => {
    const { registration } = await settings.get()
    if (registration === 'closed') throw new ForbiddenError('no accounts are made here')
    if (registration === 'invite' && !(inviteCode && (await isInvite(inviteCode))))
      throw new ForbiddenError('accounts are made with an invite only')
    return registration === 'approval' ? 'pending' : 'active'
  }
}
