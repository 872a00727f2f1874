import type { EmailStore } from '../../database/stores/email-store.ts'
import type { Logger } from '../../utils/logger.ts'
import { type AccountEvents, type AccountFact, accountTopic } from '../account-events.ts'
import type { ClientInfo } from '../client-info.ts'
import type { Mailer } from './mailer.ts'
import { noticeText } from './notice-text.ts'

type Deps = {
  emails: Pick<EmailStore, 'addressOf'>
  mailer: Mailer
  serverName: () => Promise<string>
  logger: Pick<Logger, 'error'>
}
export type Notices = ReturnType<typeof createNotices>

/** Which facts are worth a mail; a new session only where the device is new too. */
function kindOf(fact: AccountFact): Parameters<typeof noticeText>[0]['kind'] | null {
  if (fact.type === 'session.opened') return fact.isNewDevice ? 'new_sign_in' : null
  if (fact.type === 'password.changed') return 'password_changed'
  if (fact.type === 'second_factor.changed') return 'second_factor_changed'
  if (fact.type === 'refresh.reused') return 'refresh_reused'
  return null
}

/** Tells people by mail what happened to their account, so that they hear of what they did not do. */
export function createNotices({ emails, mailer, serverName, logger }: Deps) {
  async function tell(fact: AccountFact, at: Date): Promise<void> {
    const kind = kindOf(fact)
    const to = kind && mailer.enabled ? await emails.addressOf(fact.userId) : null
    if (kind && to) await mailer.send({ to, ...noticeText({ kind, client: fact.client, at }, await serverName()) })
  }

  return {
    /** Returns the undo. */
    listen: (events: AccountEvents) =>
      events.subscribe(accountTopic, (fact) => {
        tell(fact, new Date()).catch((error: unknown) => logger.error({ err: error }, 'a notice was not written'))
      }),

    /** To the address that no longer counts. */
    async emailChanged({ before, client }: { before: string; client: ClientInfo }): Promise<void> {
      const text = noticeText({ kind: 'email_changed', client, at: new Date() }, await serverName())
      await mailer.send({ to: before, ...text })
    },
  }
}
