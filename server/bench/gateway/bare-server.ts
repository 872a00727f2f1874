import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

// The peer: nothing but `ws` and a loop. A POST has the texts in its body sent to everybody who is connected.
const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: true })
const server = createServer((request, reply) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const texts = Buffer.concat(chunks).toString().split('\n')
    for (const text of texts) for (const client of sockets.clients) client.send(text)
    reply.end()
  })
})
server.on('upgrade', (request, socket, head) => sockets.handleUpgrade(request, socket, head, () => {}))
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  if (typeof address === 'object' && address) process.send?.({ port: address.port })
})
