import { CommunityAuditPage, CommunityAuditQuery, Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { CommunityAudit } from '../community/moderation/community-audit.ts'

/** Mounted at /api/communities/:communityId/audit. */
export function communityAuditRoutes(audit: CommunityAudit): FastifyPluginAsyncTypebox {
  const page = {
    params: Type.Object({ communityId: Id }),
    querystring: CommunityAuditQuery,
    response: { 200: CommunityAuditPage },
  }
  return async (app) => {
    app.get('', { schema: page }, async ({ viewer, params: { communityId }, query }) =>
      audit.page(viewer, communityId, query),
    )
  }
}
