import { parseNotificationServerMessage } from '@chaos/protocol'
import { type Client, createClient } from '../../../packages/client-core/src/client.ts'
import type { PlatformSocket, SocketHandlers } from '../../../packages/client-core/src/platform.ts'
import { openNodeSocket } from '../../../packages/client-core/src/testing/node-parts.ts'
import { nodePlatform } from './node-platform.ts'
import { password } from './test-client.ts'

export type CoreClient = Client & {
  /** Every number that came over its sockets, in the order it came. */
  sequences: number[]
  /** How its sockets closed, by path. */
  closed: { path: string; code: number }[]
}

/** What the web client is without its screen, in Node: a new account, signed in, whose sockets come back by themselves. */
export async function openCoreClient(baseUrl: string, userName: string): Promise<CoreClient> {
  const sequences: number[] = []
  const closed: CoreClient['closed'] = []

  function openSocket(url: string, handlers: SocketHandlers): PlatformSocket {
    const path = new URL(url).pathname
    return openNodeSocket(url, {
      onOpen: handlers.onOpen,
      onText(text) {
        const parsed = path === '/ws/notifications' ? parseNotificationServerMessage(text) : null
        if (parsed?.kind === 'message' && parsed.message.type === 'notifications.added')
          sequences.push(...parsed.message.notifications.map(({ sequence }) => sequence))
        handlers.onText(text)
      },
      onClose(code, reason) {
        closed.push({ path, code })
        handlers.onClose(code, reason)
      },
    })
  }

  const client = createClient({ ...nodePlatform({ baseUrl }), openSocket })
  const outcome = await client.session.register({ userName, password })
  if (!outcome.ok) throw new Error(`${userName} could not register: ${outcome.failure.message}`)
  return Object.assign(client, { sequences, closed })
}
