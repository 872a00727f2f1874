import { createECDH, randomBytes } from 'node:crypto'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { createDecipheriv, hkdfSync } from 'node:crypto'
import { createWaiting } from './socket-client.ts'

type Received = { path: string; headers: IncomingHttpHeaders; body: Buffer }

/** What a browser has for one subscription (RFC 8291 §2). */
export function createBrowserKeys() {
  const pair = createECDH('prime256v1')
  const publicKey = pair.generateKeys()
  const secret = randomBytes(16)
  return {
    p256dh: publicKey.toString('base64url'),
    auth: secret.toString('base64url'),
    /** Opens a message as the browser does: RFC 8188 with the keys of RFC 8291 §3.4. */
    open(body: Buffer): unknown {
      const salt = body.subarray(0, 16)
      const keyLength = body[20] ?? 0
      const senderKey = body.subarray(21, 21 + keyLength)
      const sealed = body.subarray(21 + keyLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), publicKey, senderKey])
      const shared = Buffer.from(hkdfSync('sha256', pair.computeSecret(senderKey), secret, info, 32))
      const derive = (name: string, length: number) =>
        Buffer.from(hkdfSync('sha256', shared, salt, `Content-Encoding: ${name}\0`, length))
      const opening = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
      opening.setAuthTag(sealed.subarray(-16))
      const padded = Buffer.concat([opening.update(sealed.subarray(0, -16)), opening.final()])
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString())
    },
  }
}

/** A push service on this machine that keeps what it is given. */
export async function startPushService() {
  const received: Received[] = []
  const answers = new Map<string, number[]>()
  const waiting = createWaiting()
  const server = createServer((request, reply) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const path = request.url ?? ''
      received.push({ path, headers: request.headers, body: Buffer.concat(parts) })
      reply.writeHead(answers.get(path)?.shift() ?? 201).end()
      waiting.changed()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return {
    endpoint: (path: string) => `http://127.0.0.1:${port}${path}`,
    received,
    /** What it answers to the next pushes at a path; 201 after that. */
    answer: (path: string, ...statuses: number[]) => void answers.set(path, statuses),
    /** The nth push at a path, from 0. */
    push: (path: string, n = 0) =>
      waiting.until(`push ${n} at ${path}`, () => received.filter((each) => each.path === path)[n]),
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
