import type { EmailState } from '@chaos/protocol'
import type { EmailStore } from '../../database/stores/email-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import type { RateLimiter } from '../../utils/rate-limiter.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { Viewer } from '../viewer.ts'
import type { Mailer } from './mailer.ts'
import type { Notices } from './notices.ts'
import { LinkInvalidError, type OneTimeLinks } from './one-time-links.ts'

export class MailDisabledError extends DomainError {
  override readonly code = 'mail_disabled'
}

type Deps = {
  emails: EmailStore
  links: OneTimeLinks
  mailer: Mailer
  notices: Pick<Notices, 'emailChanged'>
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  audit: AuditLog
  /** By account: so that nobody fills a stranger's mailbox. */
  limiter: RateLimiter
}
export type EmailService = ReturnType<typeof createEmailService>

/** The address of an account: given, then proven by a link that was sent there. */
export function createEmailService({ emails, links, mailer, notices, confirmation, audit, limiter }: Deps) {
  const state = async ({ userId }: Viewer): Promise<EmailState> => ({
    ...(await emails.stateOf(userId)),
    canSend: mailer.enabled,
  })

  return {
    state,

    /**
     * Sends a link to the address, which counts once the link is followed. Nothing tells whether somebody else has it.
     * Throws {@link MailDisabledError}, `RateLimitedError`, or asks for a recent proof.
     */
    async change(viewer: Viewer, given: string): Promise<EmailState> {
      if (!mailer.enabled) throw new MailDisabledError('this server sends no mail')
      await confirmation.requireRecent(viewer)
      await limiter.take(viewer.userId)
      const address = given.normalize('NFC').toWellFormed().toLowerCase()
      await emails.setPending(viewer.userId, address)
      await links.endAll(viewer.userId, 'verify_email')
      await mailer.post({ kind: 'verify_email', userId: viewer.userId, address })
      return state(viewer)
    },

    async remove(viewer: Viewer, client: ClientInfo): Promise<EmailState> {
      await confirmation.requireRecent(viewer)
      await links.endAll(viewer.userId, 'verify_email')
      const before = await emails.remove(viewer.userId)
      const { userId } = viewer
      if (before !== null) {
        await audit.record({ action: 'email.removed', actorId: userId, subjectId: userId, ip: client.ip })
        await notices.emailChanged({ before, client })
      }
      return state(viewer)
    },

    /** Whoever has the secret read that mailbox. Throws `LinkInvalidError`. */
    async prove(secret: string, client: ClientInfo): Promise<{ address: string }> {
      const { userId, address } = await links.redeem(secret, 'verify_email')
      const proving = await emails.prove(userId, address ?? '')
      if (proving.kind !== 'proven' || address === null)
        throw new LinkInvalidError('this link does not work, or no longer')
      await audit.record({ action: 'email.changed', actorId: userId, subjectId: userId, ip: client.ip })
      if (proving.before !== null && proving.before !== address)
        await notices.emailChanged({ before: proving.before, client })
      return { address }
    },
  }
}
