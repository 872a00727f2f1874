import type { FastifyRequest } from 'fastify'

/** What a log keeps of a request: the route, not the path, which may hold an invite's code. */
export const describeRequest = ({ method, routeOptions, ip }: FastifyRequest) => ({
  method,
  route: routeOptions?.url,
  ip,
})
