import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/**
 * One address for several servers, as a load balancer for TCP is: each connection goes to the one that has the fewest, and
 * to the next where nobody answers. When a server's end of a connection breaks, so does the client's.
 */
export async function startBalancer() {
  const backends: { port: number; sockets: Set<Socket> }[] = []
  const server = createServer((client) => {
    client.on('error', () => {})
    reach(
      client,
      backends.toSorted((a, b) => a.sockets.size - b.sockets.size),
    )
  })

  function reach(client: Socket, [backend, ...others]: typeof backends): void {
    if (!backend) return void client.destroy()
    const upstream = connect(backend.port, '127.0.0.1')
    backend.sockets.add(client)
    upstream.once('connect', () => {
      client.pipe(upstream)
      upstream.pipe(client)
      client.once('close', () => upstream.destroy())
    })
    upstream.on('error', () => {})
    upstream.once('close', () => {
      backend.sockets.delete(client)
      // Nobody listened there: what the client said still waits to be read.
      if (upstream.bytesRead === 0 && upstream.bytesWritten === 0) reach(client, others)
      else client.destroy()
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    add: (backendUrl: string): void =>
      void backends.push({ port: Number(new URL(backendUrl).port), sockets: new Set() }),
    async close(): Promise<void> {
      for (const { sockets } of backends) for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
