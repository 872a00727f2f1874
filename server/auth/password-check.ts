import type { UserId } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { refusePassword, verifyPassword } from './passwords.ts'

/** Whether a password is that of an account; never for one that has none. */
export const createPasswordCheck =
  (users: Pick<UserStore, 'passwordHashOf'>) =>
  async (userId: UserId, password: string): Promise<boolean> => {
    const hash = await users.passwordHashOf(userId)
    return hash === null ? refusePassword(password) : verifyPassword(hash, password)
  }
