import type { BotScope } from '@chaos/protocol'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Authenticate } from '../bots/authenticate.ts'
import { requireScope } from '../bots/require-scope.ts'
import type { Viewer } from '../auth/viewer.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set for every route behind `requireViewer`. */
    viewer: Viewer
  }
  interface FastifyContextConfig {
    /** What opens the route to bots; without it none comes in. */
    botScope?: BotScope
  }
}

const scheme = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i

/** What a request brings along as its proof (RFC 6750 §2.1). Throws {@link UnauthenticatedError} when there is none. */
export function bearerOf({ headers }: FastifyRequest): string {
  const token = scheme.exec(headers.authorization ?? '')?.[1]
  if (!token) throw new UnauthenticatedError('this needs an access token')
  return token
}

/** Every route of this scope needs an access token. It is checked before a body is read, and so is what a bot may. */
export function requireViewer(app: FastifyInstance, authenticate: Authenticate): void {
  app.addHook('onRequest', async (request: FastifyRequest) => {
    request.viewer = await authenticate(bearerOf(request))
    requireScope(request.viewer, request.routeOptions.config.botScope)
  })
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, security: [{ accessToken: [] }] }
  })
}
