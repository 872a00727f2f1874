import { WebSocket } from 'ws'
import type { HttpRequest, PlatformSocket, SocketHandlers, TextStorage } from '../platform.ts'

/** Node's side of the platform contract, as far as the tests need it: real sockets, real HTTP. */
export function openNodeSocket(url: string, handlers: SocketHandlers): PlatformSocket {
  const socket = new WebSocket(url)
  socket.on('open', () => handlers.onOpen())
  socket.addEventListener('message', ({ data }) => {
    if (typeof data === 'string') handlers.onText(data)
  })
  socket.on('close', (code, reason) => handlers.onClose(code, String(reason)))
  // Always followed by `close`, which is what counts.
  socket.on('error', () => {})
  return {
    send: (text) => socket.send(text),
    close: (code, reason) => socket.close(code, reason),
  }
}

export async function nodeFetch({ method, url, headers, body }: HttpRequest) {
  const reply = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) })
  return { status: reply.status, retryAfter: reply.headers.get('retry-after'), text: await reply.text() }
}

export function createMemoryStorage(content: Record<string, string> = {}): TextStorage {
  const texts = new Map(Object.entries(content))
  return {
    get: (key) => texts.get(key) ?? null,
    set: (key, text) => void texts.set(key, text),
    remove: (key) => void texts.delete(key),
  }
}

/** Waits until `check` holds; fails after two seconds with what was waited for. */
export async function until(check: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 2_000
  while (!check()) {
    if (Date.now() > end) throw new Error(`waited in vain for: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
