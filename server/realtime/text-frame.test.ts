import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Writable } from 'node:stream'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import { textFrame } from './text-frame.ts'

const server = createServer()
let wire: Writable
let client: WebSocket

beforeAll(async () => {
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false })
  server.on('upgrade', (request, socket, head) => {
    wire = socket
    sockets.handleUpgrade(request, socket, head, () => {})
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  if (typeof address !== 'object' || !address) throw new Error('no port')
  client = new WebSocket(`ws://127.0.0.1:${address.port}`)
  await once(client, 'open')
})
afterAll(() => {
  client?.terminate()
  server.close()
})

const edges = [0, 1, 125, 126, 127, 65_535, 65_536, 70_000]

it.each(edges)('is what a WebSocket client reads as a text of %i bytes', async (length) => {
  const text = 'a'.repeat(length)
  const heard: Promise<unknown[]> = once(client, 'message')
  wire.write(textFrame(text))
  const [data, isBinary] = await heard
  expect([String(data), isBinary]).toEqual([text, false])
})

it('counts bytes, not letters', async () => {
  const text = 'ж🎙'.repeat(40)
  const heard: Promise<unknown[]> = once(client, 'message')
  wire.write(textFrame(text))
  expect(String((await heard)[0])).toBe(text)
})
