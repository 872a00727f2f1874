import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export type CutProxy = {
  url: string
  /** Ends every connection at once, as when a router restarts. */
  cut(): void
  /** Swallows everything in both directions, as when the network is gone, until the returned function is called. */
  hold(): () => void
  close(): Promise<void>
}

/** A TCP relay before the server that can lose the network. Media over UDP goes past it. */
export async function openCutProxy(target: string): Promise<CutProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let held = false

  const relay = (from: Socket, to: Socket): void => {
    from.on('data', (chunk) => {
      if (!held) to.write(chunk)
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
    sockets.add(from)
    from.on('close', () => sockets.delete(from))
  }
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    relay(client, upstream)
    relay(upstream, client)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the proxy does not listen')
  const cut = (): void => {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: `http://localhost:${address.port}`,
    cut,
    hold() {
      held = true
      return () => {
        held = false
        // What was swallowed is missing in the middle of these streams; a real network would have reset or resent it.
        cut()
      }
    },
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}
