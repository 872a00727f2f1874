import { SetUp, SetUpClaim, SignedIn } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { OwnerSetUp } from '../auth/set-up/owner-set-up.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { createRefreshCookie } from './refresh-cookie.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type Deps = { ownerSetUp: OwnerSetUp; publicUrl: () => string; limits: Pick<RateLimits, 'signIn' | 'register'> }

const nothing = { 204: Type.Null() }

/** Mounted at /api/auth; needs no sign-in, but the secret of the printed link. */
export function setUpRoutes({ ownerSetUp, publicUrl, limits }: Deps): FastifyPluginAsyncTypebox {
  const cookie = createRefreshCookie(publicUrl)
  const onRequest = requireSameOrigin({ publicUrl, mayBeUnknown: true })
  return async (app) => {
    const check = { body: SetUpClaim, response: nothing }
    app.post(
      '/set-up/check',
      { schema: check, onRequest, config: rateLimit(limits.signIn) },
      async ({ body }, reply) => {
        await ownerSetUp.check(body.secret)
        return reply.code(204).send(null)
      },
    )

    const register = { body: SetUp, response: { 201: SignedIn } }
    app.post('/set-up', { schema: register, onRequest, config: rateLimit(limits.register) }, async (request, reply) => {
      const grant = await ownerSetUp.register(request.body, clientInfo(request))
      return reply.code(201).send(cookie.give(reply, grant))
    })
  }
}

/** Mounted at /api/users. */
export function setUpClaimRoutes({ ownerSetUp, limits }: Omit<Deps, 'publicUrl'>): FastifyPluginAsyncTypebox {
  return async (app) => {
    const claim = { body: SetUpClaim, response: nothing }
    app.post('/set-up', { schema: claim, config: rateLimit(limits.signIn) }, async (request, reply) => {
      await ownerSetUp.claim(request.viewer, request.body.secret, clientInfo(request))
      return reply.code(204).send(null)
    })
  }
}
