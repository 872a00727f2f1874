import { Agent, type IncomingHttpHeaders, request } from 'node:http'

type Send = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string }
export type Reply = { text: string; headers: IncomingHttpHeaders }

/** One connection that stays open. Throws an Error that shows the reply when it is no success. */
export type Connection = { ask(send: Send): Promise<Reply>; close(): void }

export function openConnection(port: number): Connection {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    ask: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const asking = request({ agent, host: '127.0.0.1', port, method, path, headers }, (reply) => {
          let text = ''
          reply.setEncoding('utf8')
          reply.on('data', (chunk: string) => (text += chunk))
          reply.once('error', reject)
          reply.once('end', () => {
            const failed = (reply.statusCode ?? 500) >= 300
            if (failed) reject(new Error(`${method} ${path}: ${reply.statusCode} ${text}`))
            else resolve({ text, headers: reply.headers })
          })
        })
        asking.once('error', reject)
        asking.end(body)
      }),
    close: () => agent.destroy(),
  }
}
