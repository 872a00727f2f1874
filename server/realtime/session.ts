import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { type CloseReason, closeCodes, type ErrorCode, type MessageParser } from '@chaos/protocol'
import type { WebSocket } from 'ws'
import { createMessageBudget } from './message-budget.ts'
import type { SilenceWatch } from './silence-watch.ts'
import { textFrame } from './text-frame.ts'

/** What every socket of ours can say, whatever else it says. */
export type CommonReply =
  | { type: 'session.pong'; id: number }
  | { type: 'session.going'; returnAfterMs: number }
  | { type: 'session.refused'; code: ErrorCode; message: string }

/** Unsent bytes beyond which what can wait does, so that a slow client is not taken for a dead one. */
const manyUnsentBytes = 512 * 1024
const lookAgainMs = 10

/** Unsent bytes beyond which a client is too slow to be kept. */
const mostUnsentBytes = 8 * 1024 * 1024

export type SessionLimits = { helloWithinMs: number; silenceMs: number }

let latest: { message: object; frame: Buffer } | null = null

/** What goes to many sockets, one after the other, becomes a frame once. So a message must not change after it was sent. */
function frameOf(message: object): Buffer {
  if (latest?.message === message) return latest.frame
  const frame = textFrame(JSON.stringify(message))
  latest = { message, frame }
  return frame
}

type Options<In> = {
  socket: WebSocket
  /** What the socket writes to. */
  wire: Writable
  parse: MessageParser<In>
  limits: SessionLimits
  now: () => number
  watch: SilenceWatch
  /** Called for one message after the other; the next waits until this has settled. */
  onMessage(message: In): Promise<void>
}

export type Session<Out extends object> = ReturnType<typeof createSession<{ type: string }, Out>>

/**
 * One socket: text in and out as messages of its protocol, one at a time and in order, with the limits that protect the
 * server: message rate, silence, unsent bytes, a first message in time.
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- callers name what this socket may say
export function createSession<In extends { type: string }, Out extends object>(options: Options<In>) {
  const { socket, wire, parse, limits, now, watch, onMessage } = options
  const undo: (() => void)[] = []
  const budget = createMessageBudget(now)
  let queue: Promise<void> = Promise.resolve()
  let closed = false
  let greeted = false
  let lastHeardAtMs = now()

  const ended = (): void => {
    if (closed) return
    closed = true
    stopWatching()
    for (const step of undo) step()
  }

  const close = (reason: CloseReason): void => {
    if (closed) return
    ended()
    socket.close(closeCodes[reason].code, reason)
    // A peer that does not answer the closing handshake is cut off.
    setTimeout(() => socket.terminate(), 2_000).unref()
  }

  const send = (message: Out | CommonReply): void => {
    if (closed) return
    if (socket.bufferedAmount > mostUnsentBytes) return close('rateLimited')
    // The library would make a frame for every receiver; it writes whole frames too, so they do not mix.
    if (socket.readyState === socket.OPEN) wire.write(frameOf(message))
  }

  const stopWatching = watch.add((nowMs) => {
    const silentForMs = nowMs - lastHeardAtMs
    if (!greeted && silentForMs > limits.helloWithinMs) close('helloTimeout')
    else if (silentForMs > limits.silenceMs) close('silent')
  })

  const refuse = (detail: string): void => {
    send({ type: 'session.refused', code: 'bad_request', message: detail })
    close('malformed')
  }

  const receive = (text: string): void => {
    if (closed) return
    lastHeardAtMs = now()
    if (!budget.take()) return close('rateLimited')
    const parsed = parse(text)
    if (parsed.kind === 'refused') return refuse(parsed.detail)
    greeted = true
    queue = queue.then(() => (closed ? undefined : onMessage(parsed.message)))
  }

  socket.on('message', (data, isBinary) => {
    // With the library's default binary type a message is one Buffer.
    if (isBinary || !Buffer.isBuffer(data)) refuse('not text')
    else receive(data.toString())
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', ended)

  const hasRoom = (): boolean => socket.bufferedAmount < manyUnsentBytes

  return {
    send,
    close,
    /** Whether what was sent leaves as fast as it comes. */
    hasRoom,
    /** Resolves when it does, or when the socket has ended. */
    async room(): Promise<void> {
      // A socket that closes lets go of what it had to send.
      while (!hasRoom() && socket.readyState === socket.OPEN) await sleep(lookAgainMs)
    },
    get closed(): boolean {
      return closed
    },
    /** Registers what is to be undone when the socket ends; at once if it has. */
    onClosed(step: () => void): void {
      if (closed) step()
      else undo.push(step)
    },
    /** Tells the client to come back after a pause, then closes. */
    sendAway(returnAfterMs: number): void {
      send({ type: 'session.going', returnAfterMs })
      close('goingAway')
    },
  }
}
