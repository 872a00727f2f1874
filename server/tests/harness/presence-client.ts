import {
  parsePresenceServerMessage,
  type PresenceClientMessage,
  type PresenceServerMessage,
  protocolVersion,
} from '@chaos/protocol'
import { openSocket } from './socket-client.ts'

/** Somebody's presence socket, past its hello. */
export async function openPresence(url: string, token: string) {
  const socket = await openSocket<PresenceServerMessage, PresenceClientMessage>({
    url: `${url}/ws/presence`,
    parse: parsePresenceServerMessage,
  })
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  await socket.next('session.welcome')
  return {
    ...socket,
    /** Everybody watched who is not offline, by id. */
    async look(userIds: string[] = []): Promise<Map<string, string>> {
      socket.send({ type: 'watch.people', userIds })
      const { people } = await socket.next('people.snapshot')
      return new Map(people.map(({ userId, status }) => [userId, status]))
    },
    /** The next change that names this person so. */
    async sees(userId: string, status: string, words = ''): Promise<void> {
      await socket.next('people.changed', ({ people }) =>
        people.some((one) => one.userId === userId && one.status === status && one.words === words),
      )
    },
    /** The server has dealt with all that was said before. */
    async settled(): Promise<void> {
      socket.send({ type: 'session.ping', id: 12 })
      await socket.next('session.pong')
    },
  }
}

/** Somebody who looks at some communities. Resolves when the server has dealt with that. */
export async function watchPresence(url: string, token: string, communityIds: readonly string[] = []) {
  const socket = await openPresence(url, token)
  socket.send({ type: 'watch.set', communityIds: [...communityIds] })
  await socket.settled()
  return socket
}
