import { parseVoiceServerMessage, type VoiceClientMessage, type VoiceServerMessage, voiceLimits } from '@chaos/protocol'
import { WebSocket } from 'ws'

const waitMs = 30_000

type Kind = VoiceServerMessage['type']
type MessageOfKind<K extends Kind> = Extract<VoiceServerMessage, { type: K }>

export type VoiceSocket = {
  say(message: VoiceClientMessage): void
  /** The next message of this kind. Rejects when the socket closes, the server refuses, or after 30 s. */
  next<K extends Kind>(kind: K): Promise<MessageOfKind<K>>
  /** From now on nothing that the server says is looked at, and the socket is only kept alive. */
  settle(): void
}

/** A client's socket to /ws/voice/{channel_id}. */
export function openVoiceSocket(url: string, address: string): VoiceSocket {
  const socket = new WebSocket(url, { headers: { 'x-forwarded-for': address } })
  const opened = new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve())
    socket.once('error', reject)
  })
  opened.catch(() => {})
  const say = (message: VoiceClientMessage): void => {
    opened.then(
      () => socket.send(JSON.stringify(message)),
      () => {},
    )
  }
  return {
    say,
    next: (kind) => nextMessage(socket, kind),
    settle() {
      let id = 1
      setInterval(() => say({ type: 'session.ping', id: id++ }), voiceLimits.pingEveryMs)
      socket.on('close', (code) => console.error(`A voice socket closed with ${code}.`))
    },
  }
}

function nextMessage<K extends Kind>(socket: WebSocket, kind: K): Promise<MessageOfKind<K>> {
  const done = new AbortController()
  return new Promise<MessageOfKind<K>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no ${kind} came`)), waitMs)
    const onMessage = (data: Buffer) => {
      const parsed = parseVoiceServerMessage(data.toString())
      if (parsed.kind === 'refused') reject(new Error(`not in the protocol: ${parsed.detail}`))
      else if (isKind(parsed.message, kind)) resolve(parsed.message)
      else if (parsed.message.type === 'session.refused') reject(new Error(parsed.message.message))
    }
    const onClose = (code: number) => reject(new Error(`the voice socket closed with ${code}`))
    socket.on('message', onMessage).on('close', onClose).on('error', reject)
    done.signal.addEventListener('abort', () => {
      clearTimeout(timer)
      socket.off('message', onMessage).off('close', onClose).off('error', reject)
    })
  }).finally(() => done.abort())
}

const isKind = <K extends Kind>(message: VoiceServerMessage, kind: K): message is MessageOfKind<K> =>
  message.type === kind
