import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { WebSocket } from 'ws'

/** Janus drops a session that is silent for a minute. */
const keepAliveMs = 20_000
const replyWithinMs = 30_000

/** The part of a message of the Janus API that is used here. */
const Message = Type.Object({
  janus: Type.String(),
  transaction: Type.Optional(Type.String()),
  sender: Type.Optional(Type.Integer()),
  data: Type.Optional(Type.Object({ id: Type.Integer() })),
  error: Type.Optional(Type.Object({ reason: Type.String() })),
  plugindata: Type.Optional(
    Type.Object({
      data: Type.Object({
        id: Type.Optional(Type.Integer()),
        error: Type.Optional(Type.String()),
      }),
    }),
  ),
  jsep: Type.Optional(Type.Object({ type: Type.String(), sdp: Type.String() })),
})
export type JanusMessage = Static<typeof Message>
const message = Compile(Message)

export type JanusHandle = {
  /** Sends a request to the plugin and resolves with its event. Rejects on an error or after 30 s. */
  request(body: object, jsep?: { type: 'offer' | 'answer'; sdp: string }): Promise<JanusMessage>
  /** Resolves when Janus itself says that media can flow. */
  up: Promise<void>
}

export type JanusConnection = Awaited<ReturnType<typeof connectJanus>>

/** One session over the WebSocket transport of Janus; each handle stands for one peer connection. */
export async function connectJanus(url: string) {
  const socket = new WebSocket(url, 'janus-protocol')
  const waiting = new Map<string, (message: JanusMessage) => void>()
  const up = new Map<number, () => void>()
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  socket.on('message', (data: Buffer) => {
    const received: unknown = JSON.parse(data.toString())
    if (!message.Check(received)) return
    if (received.janus === 'webrtcup') up.get(received.sender ?? 0)?.()
    else if (received.janus !== 'ack') waiting.get(received.transaction ?? '')?.(received)
  })

  const exchange = (body: object): Promise<JanusMessage> =>
    new Promise((resolve, reject) => {
      const transaction = crypto.randomUUID()
      const timer = setTimeout(() => reject(new Error(`Janus did not answer ${JSON.stringify(body)}`)), replyWithinMs)
      waiting.set(transaction, (reply) => {
        clearTimeout(timer)
        waiting.delete(transaction)
        const error = reply.error?.reason ?? reply.plugindata?.data.error
        if (error) reject(new Error(`Janus: ${error}`))
        else resolve(reply)
      })
      socket.send(JSON.stringify({ ...body, transaction }))
    })

  const session_id = (await exchange({ janus: 'create' })).data?.id
  const keepAlive = setInterval(() => void exchange({ janus: 'keepalive', session_id }), keepAliveMs)

  return {
    async attach(plugin: string): Promise<JanusHandle> {
      const handle_id = (await exchange({ janus: 'attach', plugin, session_id })).data?.id ?? 0
      return {
        request: (body, jsep) => exchange({ janus: 'message', session_id, handle_id, body, ...(jsep ? { jsep } : {}) }),
        up: new Promise((resolve) => up.set(handle_id, resolve)),
      }
    },
    close(): void {
      clearInterval(keepAlive)
      socket.close()
    },
  }
}
