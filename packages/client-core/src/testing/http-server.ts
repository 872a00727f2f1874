import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text as readText } from 'node:stream/consumers'

export type Heard = { method: string; path: string; authorization: string | undefined; body: unknown }
export type Answer = { status: number; body?: unknown; headers?: Record<string, string> }

/** A real HTTP server that answers by hand. */
export async function startHttpServer(answer: (request: Heard) => Answer | Promise<Answer>) {
  const heard: Heard[] = []
  const handle = async (request: IncomingMessage, reply: ServerResponse) => {
    const text = await readText(request)
    const entry: Heard = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization,
      body: request.headers['content-type'] === 'application/json' ? JSON.parse(text) : text || undefined,
    }
    heard.push(entry)
    const { status, body, headers } = await answer(entry)
    reply.writeHead(status, { 'content-type': 'application/json', ...headers })
    reply.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body))
  }
  const server = createServer((request, reply) => void handle(request, reply))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
