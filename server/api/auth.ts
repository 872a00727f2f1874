import { Registration, SignedIn, SignIn, SignInReply } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { AuthService } from '../auth/auth-service.ts'
import type { Grant } from '../auth/grant.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { createRefreshCookie } from './refresh-cookie.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type Deps = { auth: AuthService; publicUrl: () => string; limits: Pick<RateLimits, 'signIn' | 'register' | 'refresh'> }

/** Mounted at /api/auth. The refresh token comes and goes in a cookie, the access token in the reply. */
export function authRoutes({ auth, publicUrl, limits }: Deps): FastifyPluginAsyncTypebox {
  const cookie = createRefreshCookie(publicUrl)
  const give = (reply: FastifyReply, { signedIn, refreshToken, expiresAt }: Grant) => {
    cookie.set(reply, refreshToken, expiresAt).header('cache-control', 'no-store')
    return signedIn
  }
  const fromAnywhereButOtherSites = requireSameOrigin({ publicUrl, mayBeUnknown: true })
  const fromOurPages = requireSameOrigin({ publicUrl, mayBeUnknown: false })

  return async (app) => {
    const register = { body: Registration, response: { 201: SignedIn } }
    app.post(
      '/register',
      { schema: register, onRequest: fromAnywhereButOtherSites, config: rateLimit(limits.register) },
      async (request, reply) =>
        reply.code(201).send(give(reply, await auth.register(request.body, clientInfo(request)))),
    )

    const signIn = { body: SignIn, response: { 200: SignInReply } }
    app.post(
      '/sign-in',
      { schema: signIn, onRequest: fromAnywhereButOtherSites, config: rateLimit(limits.signIn) },
      async (request, reply) => {
        const outcome = await auth.signIn(request.body, clientInfo(request))
        return outcome.kind === 'signed_in' ? give(reply, outcome.grant) : outcome
      },
    )

    const refresh = { response: { 200: SignedIn } }
    app.post(
      '/refresh',
      { schema: refresh, onRequest: fromOurPages, config: rateLimit(limits.refresh) },
      async (request, reply) => {
        const token = cookie.read(request)
        if (!token) throw new UnauthenticatedError('nobody is signed in here')
        return give(reply, await auth.refresh(token, clientInfo(request)))
      },
    )

    const signOut = { response: { 204: Type.Null() } }
    app.post('/sign-out', { schema: signOut, onRequest: fromOurPages }, async (request, reply) => {
      await auth.signOut(cookie.read(request) ?? '', clientInfo(request))
      return cookie.clear(reply).code(204).send(null)
    })
  }
}
