import type { Registration, SignIn } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { DomainError } from '../utils/domain-error.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import type { Enrol } from './enrol.ts'
import type { Grant, SignInOutcome } from './grant.ts'
import { refusePassword, verifyPassword } from './passwords.ts'
import type { Sessions } from './sessions.ts'
import type { SignInGate } from './sign-in-gate.ts'

export class WrongCredentialsError extends DomainError {
  override readonly code = 'wrong_credentials'
}

type Deps = {
  users: Pick<UserStore, 'findWithPassword'>
  enrol: Enrol
  sessions: Sessions
  gate: SignInGate
  audit: AuditLog
}
export type AuthService = ReturnType<typeof createAuthService>

export function createAuthService({ users, enrol, sessions, gate, audit }: Deps) {
  return {
    /** null: the account waits for an administrator. Throws what `enrol` throws. */
    async register(draft: Registration, client: ClientInfo): Promise<Grant | null> {
      const { user, status } = await enrol(draft, client)
      return status === 'active' ? sessions.open(user, { methods: ['password'], client }) : null
    },

    /** Throws {@link WrongCredentialsError}, after the same time whether the name or the password is wrong. */
    async signIn({ userName, password }: SignIn, client: ClientInfo): Promise<SignInOutcome> {
      const found = await users.findWithPassword(userName)
      const hash = found?.passwordHash
      const right = hash ? await verifyPassword(hash, password) : await refusePassword(password)
      if (found && right) return gate.pass(found.user, { methods: ['password'], client })
      // The name is not kept: people type passwords there.
      await audit.record({ action: 'sign_in.failed', ...(found && { subjectId: found.user.id }), ip: client.ip })
      throw new WrongCredentialsError('no account has this name and password')
    },

    refresh: sessions.refresh,
    signOut: sessions.signOut,
    authenticate: sessions.authenticate,
  }
}
