import { Confirmation, PasswordChange } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ConfirmationService } from '../auth/confirmation.ts'
import type { PasswordService } from '../auth/password-service.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = { confirmation: ConfirmationService; passwords: PasswordService; limits: Pick<RateLimits, 'signIn'> }

/** Mounted at /api/auth, behind `requireViewer`. */
export function confirmationRoutes({ confirmation, passwords, limits }: Deps): FastifyPluginAsyncTypebox {
  const config = rateLimit(limits.signIn)
  return async (app) => {
    const confirm = { body: Confirmation, response: { 204: Type.Null() } }
    app.post('/confirm', { schema: confirm, config }, async (request, reply) => {
      await confirmation.byPassword(request.viewer, request.body.password, clientInfo(request))
      return reply.code(204).send(null)
    })

    const change = { body: PasswordChange, response: { 204: Type.Null() } }
    app.post('/password', { schema: change, config }, async (request, reply) => {
      await passwords.change(request.viewer, request.body, clientInfo(request))
      return reply.code(204).send(null)
    })
  }
}
