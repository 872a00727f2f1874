import { Registration, RegistrationPending, SignedIn, SignIn, SignInReply } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { GuardedSignIn } from '../auth/abuse/guarded-sign-in.ts'
import type { KnownDevices } from '../auth/abuse/known-devices.ts'
import type { AuthService } from '../auth/auth-service.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import { clientInfo } from './client-info.ts'
import { createDeviceCookie } from './device-cookie.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { createRefreshCookie } from './refresh-cookie.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type Deps = {
  auth: AuthService
  signIn: GuardedSignIn
  devices: Pick<KnownDevices, 'remember'>
  publicUrl: () => string
  limits: Pick<RateLimits, 'signIn' | 'register' | 'refresh'>
}

/** Mounted at /api/auth. The refresh token comes and goes in a cookie, the access token in the reply. */
export function authRoutes({
  auth,
  signIn: guardedSignIn,
  devices,
  publicUrl,
  limits,
}: Deps): FastifyPluginAsyncTypebox {
  const cookie = createRefreshCookie(publicUrl)
  const device = createDeviceCookie(publicUrl)
  const fromAnywhereButOtherSites = requireSameOrigin({ publicUrl, mayBeUnknown: true })
  const fromOurPages = requireSameOrigin({ publicUrl, mayBeUnknown: false })

  return async (app) => {
    const register = { body: Registration, response: { 201: SignedIn, 202: RegistrationPending } }
    app.post(
      '/register',
      { schema: register, onRequest: fromAnywhereButOtherSites, config: rateLimit(limits.register) },
      async (request, reply) => {
        const grant = await auth.register(request.body, clientInfo(request))
        if (!grant) return cookie.pending(reply)
        const signedIn = cookie.give(reply, grant)
        device.set(reply, devices.remember(device.read(request), signedIn.user.userName))
        return reply.code(201).send(signedIn)
      },
    )

    const signIn = { body: SignIn, response: { 200: SignInReply } }
    app.post(
      '/sign-in',
      { schema: signIn, onRequest: fromAnywhereButOtherSites, config: rateLimit(limits.signIn) },
      async (request, reply) => {
        const from = { client: clientInfo(request), mark: device.read(request) }
        const { outcome, mark } = await guardedSignIn(request.body, from)
        const answer = cookie.answer(reply, outcome)
        device.set(reply, mark)
        return answer
      },
    )

    const refresh = { response: { 200: SignedIn } }
    app.post(
      '/refresh',
      { schema: refresh, onRequest: fromOurPages, config: rateLimit(limits.refresh) },
      async (request, reply) => {
        const token = cookie.read(request)
        if (!token) throw new UnauthenticatedError('nobody is signed in here')
        return cookie.give(reply, await auth.refresh(token, clientInfo(request)))
      },
    )

    const signOut = { response: { 204: Type.Null() } }
    app.post('/sign-out', { schema: signOut, onRequest: fromOurPages }, async (request, reply) => {
      await auth.signOut(cookie.read(request) ?? '', clientInfo(request))
      return cookie.clear(reply).code(204).send(null)
    })
  }
}
