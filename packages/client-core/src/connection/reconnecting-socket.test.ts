import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import {
  type PresenceClientMessage,
  type PresenceServerMessage,
  parsePresenceClientMessage,
  parsePresenceServerMessage,
} from '@chaos/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type RawData, type WebSocket, WebSocketServer } from 'ws'
import { createHandClock } from '../testing/hand-clock.ts'
import { openNodeSocket, until } from '../testing/node-parts.ts'
import { createReconnectingSocket, type ReconnectingSocket, type SocketState } from './reconnecting-socket.ts'

const welcome = JSON.stringify({ type: 'session.welcome', version: 1 })

let server: WebSocketServer
/** What the server does with each connection, by its number from 1. */
let serve: (socket: WebSocket, number: number) => void
let connections: WebSocket[]
let socket: ReconnectingSocket<PresenceClientMessage>
let states: SocketState[]
let received: PresenceServerMessage[]
let roundTrips: number[]
let renewals: boolean[]
let hand: ReturnType<typeof createHandClock>
let wake: () => void

beforeEach(async () => {
  server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  connections = []
  states = []
  received = []
  roundTrips = []
  renewals = []
  hand = createHandClock()
  serve = (connection) => connection.on('message', () => connection.send(welcome))
  server.on('connection', (connection) => {
    connections.push(connection)
    serve(connection, connections.length)
  })
})

afterEach(() => {
  socket.close()
  for (const connection of connections) connection.terminate()
  server.close()
})

function start(hello: () => Promise<PresenceClientMessage | null> = async () => helloMessage) {
  const platform = {
    openSocket: openNodeSocket,
    clock: hand.clock,
    random: () => 0,
    onWake: (listener: () => void) => {
      wake = listener
      return () => {
        wake = () => {}
      }
    },
  }
  socket = createReconnectingSocket<PresenceServerMessage, PresenceClientMessage>(platform, {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
    parse: parsePresenceServerMessage,
    hello: ({ renew }) => {
      renewals.push(renew)
      return hello()
    },
    pingEveryMs: 1_000,
    silenceMs: 2_500,
    connectTimeoutMs: 4_000,
    onMessage: (message) => received.push(message),
    onState: (state) => states.push(state),
    onRoundTrip: (ms) => roundTrips.push(ms),
  })
}
const helloMessage: PresenceClientMessage = { type: 'session.hello', version: 1, token: 'token' }
function connectionAt(index: number): WebSocket {
  const connection = connections[index]
  if (!connection) throw new Error(`no connection ${index}`)
  return connection
}
/** What the client under test said; its own types vouch for the shape. */
const read = (data: RawData): PresenceClientMessage => {
  const parsed = parsePresenceClientMessage((data as Buffer).toString())
  if (parsed.kind === 'refused') throw new Error(parsed.detail)
  return parsed.message
}
const kinds = () => states.map(({ kind }) => kind)
const opened = () => until(() => states.at(-1)?.kind === 'open', 'open')
const waiting = () => until(() => states.at(-1)?.kind === 'waiting', 'waiting')

describe('a reconnecting socket', () => {
  it('says hello first and is open with the first answer', async () => {
    const heard: unknown[] = []
    serve = (connection) =>
      connection.on('message', (data) => {
        heard.push(read(data))
        connection.send(welcome)
      })
    start()
    expect(socket.send({ type: 'watch.set', communityIds: [] })).toBe(false)
    await opened()
    expect(socket.send({ type: 'watch.set', communityIds: [] })).toBe(true)
    await until(() => heard.length === 2, 'second message')
    expect(heard).toEqual([helloMessage, { type: 'watch.set', communityIds: [] }])
    expect(received[0]).toEqual({ type: 'session.welcome', version: 1 })
  })

  it('measures the round trip, and keeps pongs to itself', async () => {
    serve = (connection) =>
      connection.on('message', (data) => {
        const message = read(data)
        connection.send(
          message.type === 'session.ping' ? JSON.stringify({ type: 'session.pong', id: message.id }) : welcome,
        )
      })
    start()
    await opened()
    hand.advance(1_000)
    await until(() => roundTrips.length === 1, 'pong')
    expect(received).toHaveLength(1)
  })

  it('takes a silent server for lost, and comes back', async () => {
    start()
    await opened()
    hand.advance(2_500)
    expect(kinds()).toEqual(['connecting', 'open', 'waiting'])
    hand.advance(250)
    await opened()
    expect(connections).toHaveLength(2)
  })

  it('waits longer after each failure and starts over after success', async () => {
    serve = (connection, number) =>
      number < 4 ? connection.terminate() : connection.on('message', () => connection.send(welcome))
    start()
    for (const retryInMs of [125, 250, 500]) {
      await waiting()
      expect(states.at(-1)).toEqual({ kind: 'waiting', retryInMs })
      hand.advance(retryInMs)
    }
    await opened()
    connections.at(-1)?.terminate()
    await waiting()
    expect(states.at(-1)).toEqual({ kind: 'waiting', retryInMs: 125 })
  })

  it('gives up an attempt that gets no answer in time', async () => {
    serve = () => {}
    start()
    await until(() => connections.length === 1, 'connection')
    hand.advance(4_000)
    expect(states.at(-1)?.kind).toBe('waiting')
  })

  it.each([4403, 4404, 4409, 4426])('stays away after %i', async (code) => {
    serve = (connection) => connection.close(code)
    start()
    await until(() => states.at(-1)?.kind === 'closed', 'closed')
    expect(states.at(-1)).toEqual({ kind: 'closed', code })
    expect(hand.pending()).toBe(0)
  })

  it('fetches a new token once after 4401, and gives up after the second', async () => {
    serve = (connection) => connection.on('message', () => connection.close(4401))
    start()
    await waiting()
    hand.advance(125)
    await until(() => states.at(-1)?.kind === 'closed', 'closed')
    expect(renewals).toEqual([false, true])
  })

  it('closes when nobody is signed in, and tries again when the token cannot be fetched', async () => {
    let answer: Promise<null> = Promise.reject(new Error('unreachable'))
    start(() => answer)
    await waiting()
    answer = Promise.resolve(null)
    hand.advance(125)
    await until(() => states.at(-1)?.kind === 'closed', 'closed')
    expect(states.at(-1)).toEqual({ kind: 'closed', code: 4401 })
  })

  it('comes back after the pause that a stopping server names', async () => {
    start()
    await opened()
    connections[0]?.send(JSON.stringify({ type: 'session.going', returnAfterMs: 700 }))
    await until(() => received.length === 2, 'going')
    connections[0]?.close(1012)
    await waiting()
    expect(states.at(-1)).toEqual({ kind: 'waiting', retryInMs: 700 })
  })

  it('drops a server that speaks another protocol', async () => {
    start()
    await opened()
    const closed = once(connectionAt(0), 'close')
    connections[0]?.send('{"type":"nonsense"}')
    expect((await closed)[0]).toBe(4400)
    expect(states.at(-1)?.kind).toBe('waiting')
    expect(received).toHaveLength(1)
  })

  it('cuts a pause short when the device wakes', async () => {
    serve = (connection, number) =>
      number === 1 ? connection.terminate() : connection.on('message', () => connection.send(welcome))
    start()
    await waiting()
    wake()
    await opened()
    expect(connections).toHaveLength(2)
  })

  it('says goodbye and leaves no timer behind', async () => {
    start()
    await opened()
    const closed = once(connectionAt(0), 'close')
    socket.close()
    socket.close()
    expect((await closed)[0]).toBe(1000)
    expect(hand.pending()).toBe(0)
    expect(kinds()).toEqual(['connecting', 'open', 'closed'])
    expect(socket.send({ type: 'watch.set', communityIds: [] })).toBe(false)
  })
})
