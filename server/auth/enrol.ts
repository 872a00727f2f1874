import type { Registration, User, UserId } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { DomainError } from '../utils/domain-error.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import { requireUnreserved } from './names/reserved-names.ts'

export class UserNameTakenError extends DomainError {
  override readonly code = 'username_taken'
}

type Draft = Omit<Registration, 'password'> & { id?: UserId; passwordHash: string | null }
/** Makes an account, whatever it will be signed in to with. Throws {@link UserNameTakenError} or the refusal of `requireUnreserved`. */
export type Enrol = (draft: Draft, client: ClientInfo) => Promise<User>

type Deps = { users: Pick<UserStore, 'insertUnlessTaken'>; audit: AuditLog }

export const createEnrol =
  ({ users, audit }: Deps): Enrol =>
  async ({ userName, displayName = userName, ...draft }, client) => {
    requireUnreserved(userName)
    const user = await users.insertUnlessTaken({ ...draft, userName, displayName })
    if (!user) throw new UserNameTakenError(`"${userName}" is taken`)
    await audit.record({ action: 'account.registered', actorId: user.id, subjectId: user.id, ip: client.ip })
    return user
  }
