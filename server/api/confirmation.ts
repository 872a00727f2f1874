import { Confirmation, PasskeyRequestOptions, PasswordChange } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { PasswordService } from '../auth/password-service.ts'
import type { ConfirmationWays } from '../auth/second-factors/confirmation-ways.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = { confirmationWays: ConfirmationWays; passwords: PasswordService; limits: Pick<RateLimits, 'signIn'> }

/** Mounted at /api/auth, behind `requireViewer`. */
export function confirmationRoutes({ confirmationWays, passwords, limits }: Deps): FastifyPluginAsyncTypebox {
  const config = rateLimit(limits.signIn)
  return async (app) => {
    const confirm = { body: Confirmation, response: { 204: Type.Null() } }
    app.post('/confirm', { schema: confirm, config }, async (request, reply) => {
      await confirmationWays.confirm(request.viewer, request.body, clientInfo(request))
      return reply.code(204).send(null)
    })

    const options = { response: { 200: PasskeyRequestOptions } }
    app.post('/confirm/passkey-options', { schema: options, config }, async ({ viewer }) =>
      confirmationWays.passkeyOptions(viewer),
    )

    const change = { body: PasswordChange, response: { 204: Type.Null() } }
    app.post('/password', { schema: change, config }, async (request, reply) => {
      await passwords.change(request.viewer, request.body, clientInfo(request))
      return reply.code(204).send(null)
    })
  }
}
