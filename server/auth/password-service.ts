import type { PasswordChange, UserId } from '@chaos/protocol'
import type { UserStore } from '../database/stores/user-store.ts'
import { type AccountEvents, accountTopic } from './account-events.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import type { ConfirmationService } from './confirmation.ts'
import { hashPassword } from './passwords.ts'
import type { Sessions } from './sessions.ts'
import type { Viewer } from './viewer.ts'

type Deps = {
  users: Pick<UserStore, 'passwordHashOf' | 'setPassword'>
  sessions: Pick<Sessions, 'revokeAllOf'>
  confirmation: ConfirmationService
  audit: AuditLog
  events: AccountEvents
}
export type PasswordService = ReturnType<typeof createPasswordService>

export function createPasswordService({ users, sessions, confirmation, audit, events }: Deps) {
  async function set(userId: UserId, passwordHash: string, client: ClientInfo): Promise<void> {
    await users.setPassword(userId, passwordHash)
    await audit.record({ action: 'password.changed', actorId: userId, subjectId: userId, ip: client.ip })
    events.publish(accountTopic, { type: 'password.changed', userId, client })
  }

  return {
    /** Asks for the old one, or where there is none for a recent proof; ends all other sessions. */
    async change(viewer: Viewer, { current = '', password }: PasswordChange, client: ClientInfo): Promise<void> {
      const hasOne = (await users.passwordHashOf(viewer.userId)) !== null
      if (hasOne) await confirmation.byPassword(viewer, current, client)
      else await confirmation.requireRecent(viewer)
      await set(viewer.userId, await hashPassword(password), client)
      await sessions.revokeAllOf(viewer.userId, { except: viewer.sessionId, because: 'password_changed', client })
    },

    /** For somebody who proved in another way that the account is theirs; ends all sessions. */
    async reset(userId: UserId, passwordHash: string, client: ClientInfo): Promise<void> {
      await set(userId, passwordHash, client)
      await sessions.revokeAllOf(userId, { because: 'password_changed', client })
    },
  }
}
