import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'

/** What a log keeps of a request: the route, not the path, which may hold an invite's code. */
export const describeRequest = ({ method, routeOptions, ip }: FastifyRequest) => ({
  method,
  route: routeOptions?.url,
  ip,
})

const slowMs = 1_000

/**
 * One line when a request is over: refused, failed and slow ones at level `info`, all others at `debug`, since writing a
 * line costs as much as answering.
 */
export function createRequestLog(): LogController {
  return Object.assign(new LogController(), {
    incomingRequest() {},
    requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply) {
      const facts = { req: request, res: reply, responseTime: reply.elapsedTime }
      if (error) request.log.error({ ...facts, err: error }, 'request errored')
      else if (reply.statusCode >= 400 || reply.elapsedTime >= slowMs) request.log.info(facts, 'request completed')
      else request.log.debug(facts, 'request completed')
    },
  })
}
