import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Writable } from 'node:stream'
import type { WebSocket } from 'ws'

/** An open socket and what it writes to. */
export type Opened = { socket: WebSocket; wire: Writable }

/**
 * A socket holds on to the request it began with, and to the reply that never came, for as long as it lives: some 10 kB
 * for each. Returns what lets go of them, to be called first thing when a socket is open. The socket has no listener for
 * errors afterwards.
 */
export function releaseRequests(app: FastifyInstance) {
  const replies = new WeakMap<FastifyRequest, FastifyReply>()
  app.addHook('preHandler', (request, reply, done) => {
    if (request.ws) replies.set(request, reply)
    done()
  })
  return (socket: WebSocket, request: FastifyRequest): Opened => {
    const wire = request.raw.socket
    socket.removeAllListeners('error')
    replies.get(request)?.raw.detachSocket(wire)
    return { socket, wire }
  }
}
