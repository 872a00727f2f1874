import {
  Id,
  Invite,
  InviteAcceptance,
  InviteCode,
  InviteDraft,
  InvitePage,
  InvitePreview,
  PageQuery,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { InviteService } from '../community/invite-service.ts'
import type { OutsiderViews } from '../voice/outsider-views.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

const byCode = Type.Object({ code: InviteCode })
const params = Type.Object({ communityId: Id })

/** Mounted at /api/communities; needs no sign-in. */
export function invitePreviewRoutes(
  outsiders: Pick<OutsiderViews, 'invite'>,
  limits: RateLimits,
): FastifyPluginAsyncTypebox {
  return async (app) => {
    const preview = { params: byCode, response: { 200: InvitePreview } }
    const options = { schema: preview, config: rateLimit(limits.invitePreview) }
    app.get('/invites/:code', options, async ({ params: { code } }) => outsiders.invite(code))
  }
}

/** Mounted at /api/communities. */
export function inviteRoutes(invites: InviteService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const create = { params, body: InviteDraft, response: { 201: Invite } }
    app.post(
      '/:communityId/invites',
      { schema: create, config: { idempotent: true } },
      async ({ viewer, params: { communityId }, body }, reply) =>
        reply.code(201).send(await invites.create(viewer, communityId, body)),
    )

    const page = { params, querystring: PageQuery, response: { 200: InvitePage } }
    app.get('/:communityId/invites', { schema: page }, async ({ viewer, params: { communityId }, query }) =>
      invites.page(viewer, communityId, query),
    )

    const one = { params: Type.Object({ communityId: Id, code: InviteCode }), response: { 204: Type.Null() } }
    app.delete(
      '/:communityId/invites/:code',
      { schema: one },
      async ({ viewer, params: { communityId, code } }, reply) => {
        await invites.revoke(viewer, communityId, code)
        return reply.code(204).send(null)
      },
    )

    const accept = { params: byCode, response: { 200: InviteAcceptance } }
    app.post('/invites/:code/accept', { schema: accept }, async ({ viewer, params: { code } }) =>
      invites.accept(viewer, code),
    )
  }
}
