import { CommunityPreview, DiscoveryPage, DiscoveryQuery, Id, InviteAcceptance } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { DiscoveryService } from '../community/discovery-service.ts'
import type { OutsiderViews } from '../voice/outsider-views.ts'

type Deps = { outsiders: Pick<OutsiderViews, 'community' | 'discover'>; discovery: Pick<DiscoveryService, 'join'> }

const params = Type.Object({ communityId: Id })

/** Mounted at /api/communities. */
export function discoveryRoutes({ outsiders, discovery }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const page = { querystring: DiscoveryQuery, response: { 200: DiscoveryPage } }
    app.get('/discovery', { schema: page }, async ({ viewer, query }) => outsiders.discover(viewer, query))

    const preview = { params, response: { 200: CommunityPreview } }
    app.get('/:communityId/preview', { schema: preview }, async ({ params: { communityId } }) =>
      outsiders.community(communityId),
    )

    const join = { params, response: { 200: InviteAcceptance } }
    app.post('/:communityId/join', { schema: join }, async ({ viewer, params: { communityId } }) =>
      discovery.join(viewer, communityId),
    )
  }
}
