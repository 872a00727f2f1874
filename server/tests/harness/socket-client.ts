import type { MessageParser } from '@chaos/protocol'
import { WebSocket } from 'ws'

type Message = { type: string }
type Of<M extends Message, K extends M['type']> = Extract<M, { type: K }>

const deadlineMs = 20_000

/** Waits until `done` says so; looks whenever `changed` is called. Rejects with what was hoped for after twenty seconds. */
export function createWaiting() {
  const looks = new Set<() => void>()
  return {
    changed(): void {
      for (const look of [...looks]) look()
    },
    until<T>(hope: string, done: () => T | undefined, withinMs = deadlineMs): Promise<T> {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const value = done()
          if (value === undefined) return
          clearTimeout(timer)
          looks.delete(look)
          resolve(value)
        }
        const timer = setTimeout(() => {
          looks.delete(look)
          reject(new Error(`waited ${withinMs} ms in vain for ${hope}`))
        }, withinMs)
        looks.add(look)
        look()
      })
    },
  }
}

type SocketOptions<In extends Message, Out extends Message> = {
  url: string
  parse: MessageParser<In>
  /** Told of every message, with a way to answer it. */
  onMessage?: (message: In, send: (message: Out) => void) => void
}

/** One real socket to the server: says what a test says, and hands out what comes back, message by message. */
export async function openSocket<In extends Message, Out extends Message>({
  url,
  parse,
  onMessage = () => {},
}: SocketOptions<In, Out>) {
  const socket = new WebSocket(url.replace(/^http/, 'ws'))
  const waiting = createWaiting()
  const unread: In[] = []
  const all: In[] = []
  let closed: { code: number; reason: string } | undefined

  const send = (message: Out): void => socket.send(JSON.stringify(message))

  socket.on('message', (data: Buffer) => {
    const parsed = parse(data.toString())
    if (parsed.kind === 'refused') throw new Error(`the server says what the protocol has not: ${parsed.detail}`)
    all.push(parsed.message)
    unread.push(parsed.message)
    onMessage(parsed.message, send)
    waiting.changed()
  })
  socket.on('close', (code, reason) => {
    closed = { code, reason: reason.toString() }
    waiting.changed()
  })
  socket.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
  })

  return {
    all,
    waiting,
    send,
    sendRaw: (data: string | Buffer): void => socket.send(data),
    /** The next message of a type that was not taken yet; those before it stay for others to take. */
    next<K extends In['type']>(type: K, where: (message: Of<In, K>) => boolean = () => true, withinMs?: number) {
      const isIt = (message: In): message is Of<In, K> => message.type === type && where(message as Of<In, K>)
      return waiting.until(
        type,
        () => {
          const at = unread.findIndex(isIt)
          return at < 0 ? undefined : (unread.splice(at, 1)[0] as Of<In, K>)
        },
        withinMs,
      )
    },
    /** Messages of a type that nobody took yet. */
    unread: <K extends In['type']>(type: K): Of<In, K>[] =>
      unread.filter((message): message is Of<In, K> => message.type === type),
    /** How the server closed it. */
    closed: (withinMs?: number) => waiting.until('the end of the socket', () => closed, withinMs),
    get isClosed(): boolean {
      return closed !== undefined
    },
    /** As when the device dies: no goodbye, no closing handshake. */
    kill: (): void => socket.terminate(),
    /** Stops reading, as a client that hangs. */
    pause: (): void => socket.pause(),
    close: (): void => socket.close(),
  }
}
