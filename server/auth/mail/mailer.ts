import type { Letter } from './letter.ts'
import type { Outbox } from './outbox.ts'
import type { Message } from './smtp-transport.ts'

export type Mailer = {
  /** Whether this server sends mail. When it does not, what is sent is dropped. */
  enabled: boolean
  /** Returns once the message is written down; it goes out soon, however long the mail server is away. */
  send(message: Message): Promise<void>
  post(letter: Letter): Promise<void>
}

/** @param outbox null: this server has no way to send mail */
export const createMailer = (outbox: Pick<Outbox, 'put'> | null): Mailer => ({
  enabled: outbox !== null,
  send: async (message) => outbox?.put({ kind: 'plain', ...message }),
  post: async (letter) => outbox?.put(letter),
})
