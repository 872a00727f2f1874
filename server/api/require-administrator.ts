import type { FastifyInstance } from 'fastify'
import type { Administrators } from '../auth/administrators.ts'

/** Every route of this scope, which is behind `requireViewer`, is for owners and administrators only. */
export function requireAdministrator(app: FastifyInstance, administrators: Administrators): void {
  app.addHook('onRequest', async ({ viewer }) => administrators.require(viewer))
}
