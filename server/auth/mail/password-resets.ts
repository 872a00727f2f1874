import type { ResetLink, UserId } from '@chaos/protocol'
import type { UserStore } from '../../database/stores/user-store.ts'
import { clientNetwork } from '../../utils/client-network.ts'
import { ForbiddenError, NotFoundError } from '../../utils/domain-error.ts'
import type { RateLimiter } from '../../utils/rate-limiter.ts'
import { isAbove } from '../administration/rules.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { PasswordService } from '../password-service.ts'
import { hashPassword } from '../passwords.ts'
import type { Viewer } from '../viewer.ts'
import { MailDisabledError } from './email-service.ts'
import type { Mailer } from './mailer.ts'
import type { OneTimeLinks } from './one-time-links.ts'

type Deps = {
  links: OneTimeLinks
  mailer: Mailer
  users: Pick<UserStore, 'roleOf'>
  passwords: Pick<PasswordService, 'reset'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  audit: AuditLog
  limiter: RateLimiter
}
export type PasswordResets = ReturnType<typeof createPasswordResets>

const handedOverMs = 24 * 3_600_000

export function createPasswordResets(deps: Deps) {
  const { links, mailer, users, passwords, confirmation, audit, limiter } = deps
  return {
    /**
     * Sends a link, if there is such an account with a proven address. Whether there is one is found out later, when the
     * mail leaves: the answer here cannot tell, by its text or its time. Throws {@link MailDisabledError} or
     * `RateLimitedError`.
     */
    async ask(account: string, { ip }: ClientInfo): Promise<void> {
      if (!mailer.enabled) throw new MailDisabledError('this server sends no mail')
      const name = account.trim().normalize('NFC').toWellFormed().toLowerCase()
      await limiter.take(JSON.stringify([name, clientNetwork(ip)]))
      await mailer.post({ kind: 'reset_password', account: name })
    },

    /** Sets a new password and ends every session; signing in asks for the second factor as ever. Throws `LinkInvalidError`. */
    async redeem(secret: string, password: string, client: ClientInfo): Promise<void> {
      await links.check(secret, 'reset_password')
      // Made before the link is used up: should the server be too busy for it, the link still works.
      const hash = await hashPassword(password)
      const { userId } = await links.redeem(secret, 'reset_password')
      await passwords.reset(userId, hash, client)
      await links.endAll(userId, 'reset_password')
    },

    /** For an administrator to hand over in their own way. Throws `NotFoundError` or `ForbiddenError`. */
    async issueFor(viewer: Viewer, userId: UserId, client: ClientInfo): Promise<ResetLink> {
      // Asked here again, whatever the scope of the route asks: public routes hold this service too, and the link opens
      // an account.
      await confirmation.requireRecent(viewer)
      const [own, theirs] = await Promise.all([users.roleOf(viewer.userId), users.roleOf(userId)])
      if (!theirs) throw new NotFoundError('there is no such account')
      if (!own || !isAbove(own, theirs)) throw new ForbiddenError('this account is not below your own')
      const { url, expiresAt } = await links.issue(userId, { purpose: 'reset_password', lifetimeMs: handedOverMs })
      const entry = { actorId: viewer.userId, subjectId: userId, sessionId: viewer.sessionId, ip: client.ip }
      await audit.record({ action: 'reset_link.issued', ...entry })
      return { url, expiresAt: expiresAt.toISOString() }
    },
  }
}
