import type { AccountStatus, Registration, User, UserId } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { DomainError } from '../utils/domain-error.ts'
import type { Admission } from './abuse/admission.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import { requireUnreserved } from './names/reserved-names.ts'
import { hashPassword } from './passwords.ts'

export class UserNameTakenError extends DomainError {
  override readonly code = 'username_taken'
}

/** `password` null: the account is signed in to by other means. */
type Draft = Omit<Registration, 'password'> & { id?: UserId; password: string | null }
/** A pending account waits for an administrator. */
export type Enrolled = { user: User; status: AccountStatus }
/**
 * Makes an account, whatever it will be signed in to with. Throws {@link UserNameTakenError}, or the refusals of the
 * reserved names and of the admission.
 */
export type Enrol = (draft: Draft, client: ClientInfo) => Promise<Enrolled>

type Deps = { users: Pick<UserStore, 'insertUnlessTaken'>; admission: Admission; audit: AuditLog }

export const createEnrol =
  ({ users, admission, audit }: Deps): Enrol =>
  async ({ userName, displayName = userName, password, inviteCode, proof, ...draft }, client) => {
    requireUnreserved(userName)
    const status = await admission.admit(inviteCode)
    await admission.requireWork(proof)
    const passwordHash = password === null ? null : await hashPassword(password)
    const user = await users.insertUnlessTaken({ ...draft, userName, displayName, passwordHash, status })
    if (!user) throw new UserNameTakenError(`"${userName}" is taken`)
    await audit.record({ action: 'account.registered', actorId: user.id, subjectId: user.id, ip: client.ip })
    return { user, status }
  }
