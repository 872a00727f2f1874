import type { UserStore } from '../database/stores/user-store.ts'
import { ForbiddenError } from '../utils/domain-error.ts'
import type { Viewer } from './viewer.ts'

export type Administrators = ReturnType<typeof createAdministrators>

export function createAdministrators(users: Pick<UserStore, 'isAdministrator'>) {
  return {
    /** Throws {@link ForbiddenError} unless the account runs the server now, whatever it did when its token was made. */
    async require({ userId }: Viewer): Promise<void> {
      if (!(await users.isAdministrator(userId))) throw new ForbiddenError('only administrators may do this')
    },
  }
}
