import { EmailChange, EmailProof, EmailProven, EmailState, ForgottenPassword, PasswordReset } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { EmailService } from '../auth/mail/email-service.ts'
import type { PasswordResets } from '../auth/mail/password-resets.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type Deps = {
  emails: EmailService
  resets: PasswordResets
  publicUrl: () => string
  limits: Pick<RateLimits, 'mail' | 'oneTimeLink'>
}

/** Mounted at /api/auth; needs no sign-in. Who follows a link proves with its secret who they are. */
export function mailedLinkRoutes({ emails, resets, publicUrl, limits }: Deps): FastifyPluginAsyncTypebox {
  const onRequest = requireSameOrigin({ publicUrl, mayBeUnknown: true })
  return async (app) => {
    const forgot = { body: ForgottenPassword, response: { 202: Type.Null() } }
    app.post(
      '/forgot-password',
      { schema: forgot, onRequest, config: rateLimit(limits.mail) },
      async (request, reply) => {
        await resets.ask(request.body.account, clientInfo(request))
        return reply.code(202).send(null)
      },
    )

    const reset = { body: PasswordReset, response: { 204: Type.Null() } }
    app.post(
      '/reset-password',
      { schema: reset, onRequest, config: rateLimit(limits.oneTimeLink) },
      async (request, reply) => {
        await resets.redeem(request.body.secret, request.body.password, clientInfo(request))
        return reply.code(204).send(null)
      },
    )

    const verify = { body: EmailProof, response: { 200: EmailProven } }
    app.post('/verify-email', { schema: verify, onRequest, config: rateLimit(limits.oneTimeLink) }, (request) =>
      emails.prove(request.body.secret, clientInfo(request)),
    )
  }
}

/** Mounted at /api/users/me/email. */
export function emailRoutes(emails: EmailService, limits: Pick<RateLimits, 'mail'>): FastifyPluginAsyncTypebox {
  const response = { 200: EmailState }
  return async (app) => {
    app.get('', { schema: { response } }, async ({ viewer }) => emails.state(viewer))

    const change = { schema: { body: EmailChange, response }, config: rateLimit(limits.mail) }
    app.put('', change, async ({ viewer, body }) => emails.change(viewer, body.address))

    app.delete('', { schema: { response } }, (request) => emails.remove(request.viewer, clientInfo(request)))
  }
}
