import { Id, PendingAccountPage, RegistrationPolicy, ResetLink, WorkChallenge } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Admission } from '../auth/abuse/admission.ts'
import type { Registrations } from '../auth/abuse/registrations.ts'
import type { PasswordResets } from '../auth/mail/password-resets.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'
import { requireSameOrigin } from './require-same-origin.ts'

type AdmissionDeps = { admission: Admission; publicUrl: () => string; limits: Pick<RateLimits, 'register'> }

/** Mounted at /api/auth/registration; needs no sign-in. */
export function admissionRoutes({ admission, publicUrl, limits }: AdmissionDeps): FastifyPluginAsyncTypebox {
  const onRequest = requireSameOrigin({ publicUrl, mayBeUnknown: true })
  return async (app) => {
    app.get('', { schema: { response: { 200: RegistrationPolicy } } }, async () => admission.policy())

    const challenge = { schema: { response: { 200: WorkChallenge } }, onRequest, config: rateLimit(limits.register) }
    app.post('/challenge', challenge, async () => admission.challenge())
  }
}

type Deps = { registrations: Registrations; resets: PasswordResets }

const params = Type.Object({ userId: Id })
const query = Type.Object(
  { cursor: Type.Optional(Id), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) },
  { additionalProperties: false },
)
const nothing = { 204: Type.Null() }

/** Mounted at /api/users/administration, for administrators who have proven lately who they are. */
export function registrationRoutes({ registrations, resets }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const page = { querystring: query, response: { 200: PendingAccountPage } }
    app.get('/registrations', { schema: page }, (request) => registrations.page(request.query))

    app.post('/registrations/:userId/approve', { schema: { params, response: nothing } }, async (request, reply) => {
      const decision = { userId: request.params.userId, client: clientInfo(request) }
      await registrations.approve(request.viewer, decision)
      return reply.code(204).send(null)
    })

    app.post('/registrations/:userId/refuse', { schema: { params, response: nothing } }, async (request, reply) => {
      const decision = { userId: request.params.userId, client: clientInfo(request) }
      await registrations.refuse(request.viewer, decision)
      return reply.code(204).send(null)
    })

    const link = { params, response: { 201: ResetLink } }
    app.post('/users/:userId/reset-link', { schema: link }, async (request, reply) => {
      const issued = await resets.issueFor(request.viewer, request.params.userId, clientInfo(request))
      return reply.code(201).header('cache-control', 'no-store').send(issued)
    })
  }
}
