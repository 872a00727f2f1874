import { connect, type NatsConnection } from '@nats-io/transport-node'
import { ConfigError } from '../config/config-error.ts'
import { newId } from '../utils/ids.ts'
import type { Logger } from '../utils/logger.ts'
import type { Bus } from './bus.ts'

/** Everything of ours on a server that others may use too. */
const prefix = 'chaos.'

type Options = { url: string; logger: Pick<Logger, 'error' | 'warn'> }

/** Over NATS core: https://docs.nats.io. While the server is away, what is published waits in the client, up to its limit. */
export async function openNatsBus({ url, logger }: Options): Promise<Bus> {
  const nodeId = newId()
  const { servers, user, pass, token } = readAddress(url)
  const connection = await connect({
    servers,
    name: `chaos ${nodeId}`,
    ...(user && { user, pass }),
    ...(token && { token }),
    noEcho: true,
    maxReconnectAttempts: -1,
    reconnectTimeWait: 250,
    pingInterval: 5_000,
    maxPingOut: 2,
  }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new ConfigError(`NATS_URL: there is no NATS server at ${servers.join(', ')} that lets us in (${why}).`)
  })
  const gaps = new Set<{ listener: () => void }>()
  const watching = watch(connection, () => {
    for (const { listener } of gaps) listener()
  })

  async function watch({ status }: NatsConnection, onReturn: () => void): Promise<void> {
    for await (const { type } of status.call(connection)) {
      if (type === 'reconnect') onReturn()
      if (type === 'disconnect') logger.warn({ nodeId }, 'the bus is away')
    }
  }

  return {
    nodeId,
    publish(subject, message) {
      if (!connection.isClosed()) connection.publish(prefix + subject, JSON.stringify(message))
    },
    subscribe(subject, listener) {
      const subscription = connection.subscribe(prefix + subject, {
        callback(error, message) {
          if (error) return logger.error({ err: error, subject }, 'the bus refused a subscription')
          listener(message.json())
        },
      })
      return () => subscription.unsubscribe()
    },
    settle: () => connection.flush(),
    onGap(listener) {
      const entry = { listener }
      gaps.add(entry)
      return () => void gaps.delete(entry)
    },
    async [Symbol.asyncDispose]() {
      await connection.drain().catch(() => connection.close())
      await watching
    },
  }
}

/** `nats://user:password@one:4222`, or a token in the place of the user; several servers with commas between them. */
function readAddress(text: string) {
  const urls = text.split(',').map((part) => new URL(part.trim()))
  const [{ username, password } = { username: '', password: '' }] = urls
  const [name, secret] = [decodeURIComponent(username), decodeURIComponent(password)]
  return {
    servers: urls.map(({ hostname, port }) => `${hostname}:${port || 4222}`),
    ...(secret ? { user: name, pass: secret, token: '' } : { user: '', pass: '', token: name }),
  }
}
