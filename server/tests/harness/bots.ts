import {
  Bot,
  type BotScope,
  NewBotToken,
  parsePresenceServerMessage,
  type PresenceServerMessage,
  protocolVersion,
} from '@chaos/protocol'
import { openSocket } from './socket-client.ts'
import { succeeded, type TestClient } from './test-client.ts'

const path = '/api/users/me/bots'

export const makeBot = async (owner: TestClient, userName: string): Promise<Bot> =>
  succeeded(Bot, await owner.post(path, { userName }))

export const makeToken = async (owner: TestClient, botId: string, scopes: BotScope[]): Promise<NewBotToken> =>
  succeeded(NewBotToken, await owner.post(`${path}/${botId}/tokens`, { name: 'For tests', scopes }))

/** /ws/presence with a hello and whatever comes of it. */
export async function openPresence(serverUrl: string, token: string) {
  const socket = await openSocket<PresenceServerMessage, { type: string; [member: string]: unknown }>({
    url: `${serverUrl}/ws/presence`,
    parse: parsePresenceServerMessage,
  })
  socket.send({ type: 'session.hello', version: protocolVersion, token })
  return socket
}
