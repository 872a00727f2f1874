import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AuthService } from '../auth/auth-service.ts'
import type { Viewer } from '../auth/viewer.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; set for every route behind `requireViewer`. */
    viewer: Viewer
  }
}

const scheme = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i

/** Every route of this scope needs an access token (RFC 6750 §2.1). It is checked before a body is read. */
export function requireViewer(app: FastifyInstance, auth: Pick<AuthService, 'authenticate'>): void {
  app.addHook('onRequest', async (request: FastifyRequest) => {
    const token = scheme.exec(request.headers.authorization ?? '')?.[1]
    if (!token) throw new UnauthenticatedError('this needs an access token')
    request.viewer = await auth.authenticate(token)
  })
  app.addHook('onRoute', (route) => {
    route.schema = { ...route.schema, security: [{ accessToken: [] }] }
  })
}
