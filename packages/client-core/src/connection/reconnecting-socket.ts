import { closeCodes, type MessageParser, retryAfterClose } from '@chaos/protocol'
import type { Clock, Platform, PlatformSocket, Timer } from '../platform.ts'
import { backoffMs } from './backoff.ts'
import { createKeepAlive, type KeepAlive } from './keep-alive.ts'

export type SocketState =
  | { kind: 'connecting' }
  /** The server's first message is here. */
  | { kind: 'open' }
  | { kind: 'waiting'; retryInMs: number }
  /** For good. `code` is the server's, or 1000 after our own `close`. */
  | { kind: 'closed'; code: number }

type Message = { type: string }
type Ping = { type: 'session.ping'; id: number }

export type SocketOptions<In extends Message, Out extends Message> = {
  url: string
  parse: MessageParser<In>
  /**
   * The first message. `renew` asks for a token fetched anew, because the server refused the last one. null: nobody is
   * signed in, so the socket closes with 4401. A rejection counts as a failed attempt.
   */
  hello: (options: { renew: boolean }) => Promise<Out | null>
  pingEveryMs: number
  /** The server is taken for lost after this long without a message, ms. */
  silenceMs: number
  /** From the attempt's start to the server's first message, ms. */
  connectTimeoutMs: number
  /** Longest pause between attempts, ms; the usual one unless told. */
  longestPauseMs?: number
  onMessage: (message: In) => void
  onState: (state: SocketState) => void
  /** Time from a ping to its pong, ms. */
  onRoundTrip?: (roundTripMs: number) => void
}

export interface ReconnectingSocket<Out> {
  /** Whether it went out; `false` outside `open`. */
  send(message: Out): boolean
  /** Drops a standing connection, or cuts a pause short, and connects at once. */
  reconnect(): void
  /** Idempotent. */
  close(): void
}

export type SocketPlatform = Pick<Platform, 'openSocket' | 'onWake'> & { clock: Clock; random: () => number }
export type Connect = <In extends Message, Out extends Message>(
  options: SocketOptions<In, Out | Ping>,
) => ReconnectingSocket<Out>

/**
 * A socket that authenticates with its first message, watches that the server still answers, and comes back by itself
 * unless the server's close code says not to. Anything that arrives and is not of the protocol ends the connection.
 */
export function createReconnectingSocket<In extends Message, Out extends Message>(
  platform: SocketPlatform,
  options: SocketOptions<In, Out | Ping>,
): ReconnectingSocket<Out> {
  const { clock } = platform
  let socket: PlatformSocket | null = null
  let keepAlive: KeepAlive | null = null
  let timer: Timer | null = null
  let state: SocketState = { kind: 'connecting' }
  let attempt = 0
  let renewToken = false
  /** Set by `session.going`: the pause the server asked for. */
  let returnAfterMs: number | null = null
  /** Events of sockets before this one are stale. */
  let generation = 0

  const enter = (next: SocketState) => {
    state = next
    options.onState(next)
  }
  const stopTimer = () => {
    if (timer) clock.clearTimeout(timer)
    timer = null
  }
  const drop = (code: number) => {
    generation += 1
    stopTimer()
    keepAlive?.close()
    keepAlive = null
    const old = socket
    socket = null
    old?.close(code)
  }
  const finish = (code: number) => {
    drop(1000)
    stopWake()
    enter({ kind: 'closed', code })
  }
  const retry = () => {
    drop(1000)
    const retryInMs = returnAfterMs ?? backoffMs(attempt, platform.random(), options.longestPauseMs)
    returnAfterMs = null
    attempt += 1
    // The timer comes first: a listener may close or reconnect from within `onState`.
    timer = clock.setTimeout(open, retryInMs)
    enter({ kind: 'waiting', retryInMs })
  }
  const lost = (code: number) => {
    const advice = retryAfterClose(code)
    if (advice === 'no') return finish(code)
    // One fresh token is worth a try; a second refusal in a row is final.
    if (advice === 'sign-in' && renewToken) return finish(code)
    renewToken = advice === 'sign-in'
    retry()
  }

  function open() {
    drop(1000)
    const mine = generation
    const current = () => mine === generation
    enter({ kind: 'connecting' })
    if (!current()) return
    timer = clock.setTimeout(retry, options.connectTimeoutMs)
    const hello = options.hello({ renew: renewToken })
    // Handled below once the socket is open; until then a rejection must not count as unhandled.
    hello.catch(() => {})
    socket = platform.openSocket(options.url, {
      onOpen: () => void (current() && sendHello(hello, current)),
      onText: (text) => void (current() && receive(text)),
      onClose: (code) => void (current() && lost(code)),
    })
  }

  async function sendHello(hello: Promise<Out | Ping | null>, current: () => boolean) {
    const message = await hello.catch(() => undefined)
    if (!current()) return
    if (message === undefined) retry()
    else if (message === null) finish(closeCodes.unauthenticated.code)
    else write(message)
  }

  function receive(text: string) {
    const parsed = options.parse(text)
    if (parsed.kind === 'refused') {
      drop(closeCodes.malformed.code)
      return retry()
    }
    const { message } = parsed
    if (state.kind !== 'open') welcomed()
    keepAlive?.heard()
    const returnAfter = pauseOf(message)
    if (returnAfter !== null) returnAfterMs = returnAfter
    if (!keepAlive?.pong(message)) options.onMessage(message)
  }

  function welcomed() {
    stopTimer()
    attempt = 0
    renewToken = false
    keepAlive = createKeepAlive(clock, {
      pingEveryMs: options.pingEveryMs,
      silenceMs: options.silenceMs,
      ping: (id) => write({ type: 'session.ping', id }),
      lost: retry,
      roundTrip: (ms) => options.onRoundTrip?.(ms),
    })
    enter({ kind: 'open' })
  }

  const write = (message: Out | Ping) => socket?.send(JSON.stringify(message))
  const stopWake = platform.onWake(() => {
    if (state.kind === 'waiting') open()
    else keepAlive?.probe(options.connectTimeoutMs)
  })
  open()

  return {
    send(message) {
      if (state.kind !== 'open') return false
      write(message)
      return true
    },
    reconnect() {
      if (state.kind !== 'closed') open()
    },
    close() {
      if (state.kind !== 'closed') finish(1000)
    },
  }
}

/** All our sockets announce a stop with `session.going`. */
function pauseOf(message: Message): number | null {
  const going = message.type === 'session.going' && 'returnAfterMs' in message
  return going && typeof message.returnAfterMs === 'number' ? message.returnAfterMs : null
}
