import type { FastifyInstance } from 'fastify'
import type { ConfirmationService } from '../auth/confirmation.ts'

/** Every change in this scope, which is behind `requireViewer`, asks that the viewer has proven lately who they are. */
export function requireConfirmation(app: FastifyInstance, confirmation: Pick<ConfirmationService, 'requireRecent'>) {
  app.addHook('onRequest', async ({ method, viewer }) => {
    if (method !== 'GET' && method !== 'HEAD') await confirmation.requireRecent(viewer)
  })
}
