import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'
import type { SmtpOptions } from './smtp-process.ts'

/** A mail server as a process of its own: `main.ts PORT OPTIONS`. Each mail it takes is a line of JSON on standard output. */
const [port = '0', optionText = '{}'] = process.argv.slice(2)
const options = JSON.parse(optionText) as SmtpOptions
const read = (name: string) => readFileSync(join(import.meta.dirname, name))
const write = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

const server = new SMTPServer({
  ...(options.tls ? { key: read('key.pem'), cert: read('certificate.pem') } : {}),
  secure: options.tls === 'from_start',
  disabledCommands: [...(options.tls === 'starttls' ? [] : ['STARTTLS']), ...(options.auth ? [] : ['AUTH'])],
  authOptional: !options.auth,
  onAuth({ username, password }, _session, callback) {
    if (username === options.auth?.user && password === options.auth?.pass) callback(null, { user: username })
    else callback(new Error('wrong password'))
  },
  onRcptTo({ address }, _session, callback) {
    const refusal = Object.assign(new Error('no such mailbox'), { responseCode: 550 })
    callback(address === options.unknownAddress ? refusal : null)
  },
  onData(stream, session, callback) {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map(({ address }) => address)
      write({
        to,
        isEncrypted: session.secure,
        user: typeof session.user === 'string' ? session.user : null,
        raw: Buffer.concat(chunks).toString('base64'),
      })
      callback(null)
    })
  },
})
server.on('error', () => {})
server.listen(Number(port), '127.0.0.1', () => {
  const address = server.server.address()
  write({ port: typeof address === 'object' && address ? address.port : 0 })
})
