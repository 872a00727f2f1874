import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { simpleParser } from 'mailparser'
import { rootDirectory } from '../../../config/read-config.ts'
import { waitUntil } from '../../../utils/processes.ts'

export type SmtpOptions = {
  tls?: 'starttls' | 'from_start'
  auth?: { user: string; pass: string }
  /** Refused for good. */
  unknownAddress?: string
}

export type ReceivedMail = {
  to: string[]
  from: string
  subject: string
  text: string
  messageId: string
  isEncrypted: boolean
  user: string | null
}

type Line = { port: number } | { to: string[]; isEncrypted: boolean; user: string | null; raw: string }

export type SmtpProcess = Awaited<ReturnType<typeof startSmtp>>

/** A real mail server in a process of its own on 127.0.0.1, which can be away for a while. */
export async function startSmtp(options: SmtpOptions = {}) {
  const mails: ReceivedMail[] = []
  let child: ChildProcess | null = null
  let port = 0

  async function start(): Promise<void> {
    const args = [join(import.meta.dirname, 'main.ts'), String(port), JSON.stringify(options)]
    const started = spawn(join(rootDirectory, 'node_modules/.bin/node'), args, { stdio: ['ignore', 'pipe', 'inherit'] })
    child = started
    const ready = Promise.withResolvers<void>()
    createInterface({ input: started.stdout }).on('line', (text) => {
      const line = JSON.parse(text) as Line
      if ('port' in line) {
        port = line.port
        ready.resolve()
      } else void keep(line)
    })
    started.once('exit', () => ready.reject(new Error('the mail server ended')))
    await ready.promise
  }
  async function keep({ raw, ...rest }: Extract<Line, { raw: string }>): Promise<void> {
    const { from, subject = '', text = '', messageId = '' } = await simpleParser(Buffer.from(raw, 'base64'))
    mails.push({ ...rest, from: from?.text ?? '', subject, text, messageId })
  }
  async function stop(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  await start()
  return {
    mails,
    url: (more: { host?: string; query?: string; secure?: boolean; auth?: string } = {}) =>
      `${more.secure ? 'smtps' : 'smtp'}://${more.auth ? `${more.auth}@` : ''}${more.host ?? '127.0.0.1'}:${port}${more.query ?? ''}`,
    start,
    stop,
    /** The newest mail to an address that `fits`, once it is there. */
    async mailTo(address: string, fits: (mail: ReceivedMail) => boolean = () => true): Promise<ReceivedMail> {
      const find = () => mails.findLast((mail) => mail.to.includes(address) && fits(mail))
      if (!(await waitUntil(() => find() !== undefined, 15_000))) throw new Error(`no such mail to ${address}`)
      const mail = find()
      if (!mail) throw new Error('mails are never removed')
      return mail
    },
    /** Forgets what came so far. */
    clear: () => void mails.splice(0),
  }
}

/** The page and the secret of the one link in a mail. */
export function linkIn({ text }: { text: string }): { url: string; secret: string } {
  const [, url = '', secret = ''] = /(https?:\S+)#([\w-]{43})\b/.exec(text) ?? []
  return { url, secret }
}
