import type { UserId } from '@chaos/protocol'
import type { EmailStore } from '../../database/stores/email-store.ts'
import type { Letter } from './letter.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import type { Message } from './smtp-transport.ts'
import { addressTakenText, resetText, verifyText } from './texts.ts'

const hourMs = 3_600_000
const verifyLinkMs = 24 * hourMs
const resetLinkMs = hourMs

type Deps = {
  emails: EmailStore
  links: OneTimeLinks
  serverName: () => Promise<string>
  onResetLink: (userId: UserId) => Promise<void>
}

/** Turns what waits in the outbox into mail, at the moment it leaves. null: there is nobody to write to. */
export function createLetterWriter({ emails, links, serverName, onResetLink }: Deps) {
  async function verify({ userId, address }: Extract<Letter, { kind: 'verify_email' }>): Promise<Message | null> {
    const name = await serverName()
    if (await emails.isTaken(address, userId)) return { to: address, ...addressTakenText(name) }
    if (!(await emails.isPending(userId, address))) return null
    const { url } = await links.issue(userId, { purpose: 'verify_email', lifetimeMs: verifyLinkMs, address })
    return { to: address, ...verifyText(name, url) }
  }

  async function reset({ account }: Extract<Letter, { kind: 'reset_password' }>): Promise<Message | null> {
    const found = await emails.findReachable(account)
    if (!found) return null
    const { url } = await links.issue(found.userId, { purpose: 'reset_password', lifetimeMs: resetLinkMs })
    await onResetLink(found.userId)
    return { to: found.address, ...resetText(await serverName(), { url, userName: found.userName }) }
  }

  return async (letter: Letter): Promise<Message | null> => {
    if (letter.kind === 'verify_email') return verify(letter)
    if (letter.kind === 'reset_password') return reset(letter)
    return letter
  }
}
