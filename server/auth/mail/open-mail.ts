import type { Stores } from '../../database/stores/stores.ts'
import type { Logger } from '../../utils/logger.ts'
import type { RateLimiter } from '../../utils/rate-limiter.ts'
import type { AccountEvents } from '../account-events.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ConfirmationService } from '../confirmation.ts'
import type { PasswordService } from '../password-service.ts'
import { createEmailService } from './email-service.ts'
import { createLetterWriter } from './letter-writer.ts'
import { createMailer } from './mailer.ts'
import { createNotices } from './notices.ts'
import { createOneTimeLinks } from './one-time-links.ts'
import { createOutbox, type Outbox, type OutboxSettings } from './outbox.ts'
import { createPasswordResets } from './password-resets.ts'
import { createSmtpTransport, type SmtpSettings } from './smtp-transport.ts'

type Deps = {
  /** null: this server sends no mail, and everything else works. */
  smtp: SmtpSettings | null
  settings: OutboxSettings
  stores: Pick<Stores, 'outbox' | 'oneTimeLinks' | 'emails' | 'users'>
  passwords: PasswordService
  confirmation: ConfirmationService
  audit: AuditLog
  events: AccountEvents
  limiter: RateLimiter
  publicUrl: () => string
  serverName: () => Promise<string>
  logger: Logger
}

/** Everything about mail and the links in it. Disposing it stops sending; what waits is sent after the next start. */
export function openMail(deps: Deps) {
  const { smtp, stores, confirmation, audit, limiter, serverName, logger } = deps
  const { emails } = stores
  const links = createOneTimeLinks({ links: stores.oneTimeLinks, publicUrl: deps.publicUrl })
  const write = createLetterWriter({
    ...{ emails, links, serverName },
    onResetLink: (userId) => audit.record({ action: 'reset_link.sent', subjectId: userId }),
  })

  function openOutbox(transportSettings: SmtpSettings): Outbox {
    const transport = createSmtpTransport(transportSettings)
    const outbox = createOutbox({
      ...{ store: stores.outbox, settings: deps.settings, logger },
      async deliver(letter, id) {
        const message = await write(letter)
        return message ? transport.send(message, id) : { kind: 'sent' }
      },
    })
    return {
      put: outbox.put,
      async [Symbol.asyncDispose]() {
        await outbox[Symbol.asyncDispose]()
        transport.close()
      },
    }
  }

  const outbox = smtp && openOutbox(smtp)
  const mailer = createMailer(outbox)
  const notices = createNotices({ emails, mailer, serverName, logger })
  const ignore = notices.listen(deps.events)
  return {
    mailer,
    emails: createEmailService({ emails, links, mailer, notices, confirmation, audit, limiter }),
    resets: createPasswordResets({
      ...{ links, mailer, users: stores.users, passwords: deps.passwords, confirmation, audit, limiter },
    }),
    async [Symbol.asyncDispose]() {
      ignore()
      await outbox?.[Symbol.asyncDispose]()
    },
  }
}
