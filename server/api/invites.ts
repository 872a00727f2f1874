import { Id, Invite, InviteAcceptance, InviteCode, InviteDraft, InvitePreview } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { InviteService } from '../community/invite-service.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

const byCode = Type.Object({ code: InviteCode })

/** Mounted at /api/communities; needs no sign-in. */
export function invitePreviewRoutes(invites: InviteService, limits: RateLimits): FastifyPluginAsyncTypebox {
  return async (app) => {
    const preview = { params: byCode, response: { 200: InvitePreview } }
    const options = { schema: preview, config: rateLimit(limits.invitePreview) }
    app.get('/invites/:code', options, async ({ params: { code } }) => invites.preview(code))
  }
}

/** Mounted at /api/communities. */
export function inviteRoutes(invites: InviteService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const create = { params: Type.Object({ communityId: Id }), body: InviteDraft, response: { 201: Invite } }
    app.post(
      '/:communityId/invites',
      { schema: create, config: { idempotent: true } },
      async ({ viewer, params: { communityId }, body }, reply) =>
        reply.code(201).send(await invites.create(viewer, communityId, body)),
    )

    const accept = { params: byCode, response: { 200: InviteAcceptance } }
    app.post('/invites/:code/accept', { schema: accept }, async ({ viewer, params: { code } }) =>
      invites.accept(viewer, code),
    )
  }
}
