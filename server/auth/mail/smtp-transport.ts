import { isIP } from 'node:net'
import type { Transporter } from 'nodemailer'

export type Message = { to: string; subject: string; text: string }

export type Delivery =
  | { kind: 'sent' }
  /** This letter will never be taken: nobody has that address, or the server does not want it. */
  | { kind: 'refused'; reason: string }
  /** The server is not there or does not work now. */
  | { kind: 'failed'; reason: string }

export type MailTransport = {
  /** @param id stays the same when a letter is sent again, so that a mailbox can tell */
  send(message: Message, id: string): Promise<Delivery>
  close(): void
}

export type SmtpSettings = {
  /** `smtp://` (STARTTLS) or `smtps://` (TLS from the start), with user and password when the server asks for them. */
  url: string
  from: string
}

const timeoutMs = 20_000

/**
 * Speaks SMTP (RFC 5321). Without TLS it sends only to this machine, or where the URL says `?tls=never`: passwords and
 * links are in what it sends, and whoever sits in between could take STARTTLS (RFC 3207 §6) out of the answer.
 */
export function createSmtpTransport({ url, from }: SmtpSettings): MailTransport {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url)
  const secure = protocol === 'smtps:'
  const host = hostname.replace(/^\[|\]$/g, '')
  const needsTls = !secure && searchParams.get('tls') !== 'never' && !isThisMachine(host)
  const settings = {
    host,
    port: port ? Number(port) : secure ? 465 : 587,
    secure,
    requireTLS: needsTls,
    ignoreTLS: searchParams.get('tls') === 'never',
    ...(username ? { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } } : {}),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
  let transporter: Transporter | undefined
  const domain = /@([^\s>]+)/.exec(from)?.[1] ?? host
  return {
    async send({ to, subject, text }, id) {
      try {
        // The address is given as an object, so that nothing in it is read as a list of addresses.
        const recipient = { name: '', address: to }
        // Loaded for the first letter, so that no start waits for it.
        const { createTransport } = await import('nodemailer')
        transporter ??= createTransport(settings)
        await transporter.sendMail({ from, to: recipient, subject, text, messageId: `<${id}@${domain}>` })
        return { kind: 'sent' }
      } catch (error) {
        return judge(error)
      }
    },
    close: () => transporter?.close(),
  }
}

const isThisMachine = (host: string) =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))

const finalCodes: ReadonlySet<unknown> = new Set(['EENVELOPE', 'EMESSAGE'])

/** A 5xx reply to the letter itself is final (RFC 5321 §4.2.1); all else, a refused sign-in included, may be put right. */
function judge(error: unknown): Delivery {
  if (!(error instanceof Error)) return { kind: 'failed', reason: String(error) }
  const code = 'code' in error ? error.code : ''
  const status = 'responseCode' in error ? Number(error.responseCode) : 0
  const reason = [code, status || ''].filter(Boolean).join(' ') || error.name
  return { kind: finalCodes.has(code) && status >= 500 ? 'refused' : 'failed', reason }
}
