import { parsePresenceServerMessage, type PresenceServerMessage, protocolVersion } from '@chaos/protocol'
import { openSocket } from './socket-client.ts'

type Say = { type: string; [member: string]: unknown }

/** Somebody on /ws/presence who looks at some communities. Resolves when the server has dealt with that. */
export async function watchPresence(serverUrl: string, token: string, communityIds: readonly string[] = []) {
  const url = `${serverUrl}/ws/presence`
  const socket = await openSocket<PresenceServerMessage, Say>({ url, parse: parsePresenceServerMessage })
  const settled = async (): Promise<void> => {
    socket.send({ type: 'session.ping', id: 12 })
    await socket.next('session.pong')
  }
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  await socket.next('session.welcome')
  socket.send({ type: 'watch.set', communityIds: [...communityIds] })
  await settled()
  return { ...socket, settled }
}
