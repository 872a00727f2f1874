import {
  LinkedIdentity,
  LinkStart,
  ProvenStranger,
  ProviderId,
  ProviderInfo,
  ProviderRedirect,
  ProviderSignUp,
  ProviderStart,
  SignInReply,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { SignInOutcome } from '../auth/grant.ts'
import type { IdentityService } from '../auth/oidc/identity-service.ts'
import type { ProviderSignIn } from '../auth/oidc/provider-sign-in.ts'
import type { ProviderVisits, VisitEnd } from '../auth/oidc/provider-visits.ts'
import type { Providers } from '../auth/oidc/providers.ts'
import { clientInfo } from './client-info.ts'
import { createProviderCookie } from './provider-cookie.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { createRefreshCookie } from './refresh-cookie.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type Limits = Pick<RateLimits, 'signIn' | 'register'>
type Deps = {
  providers: Providers
  visits: ProviderVisits
  signIn: ProviderSignIn
  publicUrl: () => string
  limits: Limits
}

const params = Type.Object({ provider: ProviderId })
/** The client's page that goes on after a visit. Nothing in its address is secret. */
const page = '/provider'

/** Mounted at /api/auth/providers. */
export function providerRoutes({ providers, visits, signIn, publicUrl, limits }: Deps): FastifyPluginAsyncTypebox {
  const cookie = createProviderCookie(publicUrl)
  const refreshCookie = createRefreshCookie(publicUrl)
  const onRequest = requireSameOrigin({ publicUrl, mayBeUnknown: false })
  const give = (reply: FastifyReply, outcome: SignInOutcome) => refreshCookie.answer(cookie.clear(reply), outcome)

  return async (app) => {
    app.get('/', { schema: { response: { 200: Type.Array(ProviderInfo) } } }, async () => providers.list())

    const start = { params, body: ProviderStart, response: { 200: ProviderRedirect } }
    app.post(
      '/:provider/start',
      { schema: start, onRequest, config: rateLimit(limits.signIn) },
      async ({ params: { provider }, body: { returnTo = '/' } }, reply) => {
        const visit = await visits.begin({ provider, purpose: 'sign_in', sessionId: null, returnTo })
        cookie.set(reply, visit.browserSecret, visit.expiresAt)
        return { url: visit.url }
      },
    )

    const callback = { params, hide: true }
    app.get('/:provider/callback', { schema: callback }, async (request, reply) => {
      const query = request.url.split('?')[1] ?? ''
      const { provider } = request.params
      const end = await visits.end({ provider, query, browserSecret: cookie.read(request) })
      if (end.kind === 'proven') cookie.set(reply, end.browserSecret, end.expiresAt)
      return reply.header('cache-control', 'no-store').redirect(nextPage(end, provider), 303)
    })

    const complete = { response: { 200: SignInReply } }
    app.post('/complete', { schema: complete, onRequest }, async (request, reply) =>
      give(reply, await signIn.complete(cookie.read(request) ?? '', clientInfo(request))),
    )

    app.get('/sign-up', { schema: { response: { 200: ProvenStranger } } }, async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return signIn.stranger(cookie.read(request) ?? '')
    })

    const signUp = { body: ProviderSignUp, response: { 200: SignInReply } }
    app.post('/sign-up', { schema: signUp, onRequest, config: rateLimit(limits.register) }, async (request, reply) =>
      give(reply, await signIn.signUp(cookie.read(request) ?? '', request.body, clientInfo(request))),
    )
  }
}

function nextPage({ purpose, returnTo, ...end }: VisitEnd, provider: string): string {
  const error = end.kind === 'refused' ? { error: end.code } : {}
  return `${page}?${new URLSearchParams({ provider, purpose, returnTo, ...error }).toString()}`
}

type LinkDeps = { identities: IdentityService; publicUrl: () => string; limits: Limits }

/** Mounted at /api/auth/providers, behind `requireViewer`. */
export function linkRoutes({ identities, publicUrl, limits }: LinkDeps): FastifyPluginAsyncTypebox {
  const cookie = createProviderCookie(publicUrl)
  const onRequest = requireSameOrigin({ publicUrl, mayBeUnknown: false })
  const done = { response: { 204: Type.Null() } }
  return async (app) => {
    const list = { response: { 200: Type.Array(LinkedIdentity) } }
    app.get('/linked', { schema: list }, async ({ viewer }) => identities.list(viewer))

    const start = { params, body: LinkStart, response: { 200: ProviderRedirect } }
    app.post(
      '/:provider/link',
      { schema: start, onRequest, config: rateLimit(limits.signIn) },
      async ({ viewer, params: { provider }, body }, reply) => {
        const visit = await identities.begin(viewer, provider, body)
        cookie.set(reply, visit.browserSecret, visit.expiresAt)
        return { url: visit.url }
      },
    )

    app.post('/link', { schema: done, onRequest }, async (request, reply) => {
      await identities.link(request.viewer, cookie.read(request) ?? '', clientInfo(request))
      return cookie.clear(reply).code(204).send(null)
    })

    app.post('/confirm', { schema: done, onRequest }, async (request, reply) => {
      await identities.confirm(request.viewer, cookie.read(request) ?? '', clientInfo(request))
      return cookie.clear(reply).code(204).send(null)
    })

    app.delete('/:provider/link', { schema: { params, ...done } }, async (request, reply) => {
      await identities.unlink(request.viewer, request.params.provider, clientInfo(request))
      return reply.code(204).send(null)
    })
  }
}
