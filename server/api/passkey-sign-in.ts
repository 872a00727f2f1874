import {
  PasskeyCreationOptions,
  PasskeyRegistration,
  PasskeyRequestOptions,
  PasskeySignIn as PasskeySignInBody,
  PasskeySignUpStart,
  SecondStep,
  SecondStepPasskey,
  SignedIn,
  SignInReply,
  RegistrationPending,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { PasskeySignIn } from '../auth/passkeys/passkey-sign-in.ts'
import type { SecondStepService } from '../auth/second-factors/second-step-service.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { createRefreshCookie } from './refresh-cookie.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type Deps = {
  passkeySignIn: PasskeySignIn
  secondStep: SecondStepService
  publicUrl: () => string
  limits: Pick<RateLimits, 'signIn' | 'register' | 'refresh'>
}

/** Mounted at /api/auth: signing in and up with a passkey, and the second step of every other sign-in. */
export function passkeySignInRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  const { passkeySignIn, secondStep, publicUrl, limits } = deps
  const cookie = createRefreshCookie(publicUrl)
  const onRequest = requireSameOrigin({ publicUrl, mayBeUnknown: true })
  const guarded = (limit: Parameters<typeof rateLimit>[0]) => ({ onRequest, config: rateLimit(limit) })
  // The sign-in page asks for these whenever it is opened, so that the browser can offer passkeys in the name field.
  const whenOpened = guarded(limits.refresh)

  return async (app) => {
    const options = { response: { 200: PasskeyRequestOptions } }
    app.post('/passkeys/sign-in-options', { schema: options, ...whenOpened }, async () => passkeySignIn.options())

    const signIn = { body: PasskeySignInBody, response: { 200: SignInReply } }
    app.post('/passkeys/sign-in', { schema: signIn, ...guarded(limits.signIn) }, async (request, reply) =>
      cookie.answer(reply, await passkeySignIn.signIn(request.body.assertion, clientInfo(request))),
    )

    const signUpOptions = { body: PasskeySignUpStart, response: { 200: PasskeyCreationOptions } }
    app.post('/passkeys/sign-up-options', { schema: signUpOptions, ...guarded(limits.register) }, async ({ body }) =>
      passkeySignIn.signUpOptions(body),
    )

    const signUp = { body: PasskeyRegistration, response: { 201: SignedIn, 202: RegistrationPending } }
    app.post('/passkeys/sign-up', { schema: signUp, ...guarded(limits.register) }, async (request, reply) => {
      const grant = await passkeySignIn.signUp(request.body, clientInfo(request))
      return grant ? reply.code(201).send(cookie.give(reply, grant)) : cookie.pending(reply)
    })

    const stepOptions = { body: SecondStepPasskey, response: { 200: PasskeyRequestOptions } }
    app.post(
      '/second-step/passkey-options',
      { schema: stepOptions, ...guarded(limits.signIn) },
      async ({ body: { ticket } }) => secondStep.passkeyOptions(ticket),
    )

    const step = { body: SecondStep, response: { 200: SignInReply } }
    app.post('/second-step', { schema: step, ...guarded(limits.signIn) }, async (request, reply) =>
      cookie.answer(reply, await secondStep.complete(request.body, clientInfo(request))),
    )
  }
}
