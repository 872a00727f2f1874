import {
  type NotificationClientMessage,
  type NotificationServerMessage,
  parseNotificationServerMessage,
  protocolVersion,
} from '@chaos/protocol'
import { openSocket } from './socket-client.ts'

type Options = { url: string; token: string; lastSeen?: number | null }

export type NotificationClient = Awaited<ReturnType<typeof openNotifications>>

/** One device that is told things. Resolves when it is welcome. */
export async function openNotifications({ url, token, lastSeen = null }: Options) {
  const sequences: number[] = []
  const socket = await openSocket<NotificationServerMessage, NotificationClientMessage>({
    url: `${url}/ws/notifications`,
    parse: parseNotificationServerMessage,
    onMessage(message) {
      if (message.type !== 'notifications.added') return
      sequences.push(...message.notifications.map(({ sequence }) => sequence))
    },
  })
  socket.send({ type: 'session.hello', version: protocolVersion, token, lastSeen })
  const welcome = await socket.next('session.welcome')
  return {
    ...socket,
    welcome,
    /** Of everything that was added, in the order it came. */
    sequences,
    /** Waits until a number came. */
    reached: (sequence: number, withinMs?: number) =>
      socket.waiting.until(`number ${sequence}`, () => sequences.includes(sequence) || undefined, withinMs),
    /** The server has dealt with all that was said before. */
    async settled(): Promise<void> {
      socket.send({ type: 'session.ping', id: 12 })
      await socket.next('session.pong')
    },
  }
}
