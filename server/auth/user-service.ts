import type { Me } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import type { Viewer } from './viewer.ts'

export type UserService = ReturnType<typeof createUserService>

export function createUserService(users: Pick<UserStore, 'findOwn'>) {
  return {
    /** Throws {@link UnauthenticatedError} when the account is gone. */
    async me(viewer: Viewer): Promise<Me> {
      const user = await users.findOwn(viewer.userId)
      if (!user) throw new UnauthenticatedError('the account is gone')
      return user
    },
  }
}
