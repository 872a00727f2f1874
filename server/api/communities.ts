import { Community, CommunityDraft, CommunityView, Id, Member, MemberPage, MemberQuery } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { CommunityService } from '../community/community-service.ts'
import type { MemberService } from '../community/member-service.ts'

const params = Type.Object({ communityId: Id })
const readable = { botScope: 'communities.read' } as const
type Deps = { communities: CommunityService; members: MemberService }

/** Mounted at /api/communities. */
export function communityRoutes({ communities, members }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { response: { 200: Type.Array(Community) } }
    app.get('', { schema: list, config: readable }, async ({ viewer }) => communities.list(viewer))

    const create = { body: CommunityDraft, response: { 201: Community } }
    app.post('', { schema: create, config: { idempotent: true } }, async ({ viewer, body }, reply) => {
      return reply.code(201).send(await communities.create(viewer, body))
    })

    const view = { params, response: { 200: CommunityView } }
    app.get('/:communityId', { schema: view, config: readable }, async ({ viewer, params: { communityId } }) =>
      communities.view(viewer, communityId),
    )

    const page = { params, querystring: MemberQuery, response: { 200: MemberPage } }
    const options = { schema: page, config: { botScope: 'members.read' as const } }
    app.get('/:communityId/members', options, async ({ viewer, params: { communityId }, query }) =>
      members.page(viewer, communityId, query),
    )

    const one = { params: Type.Object({ communityId: Id, userId: Id }), response: { 200: Member } }
    app.get('/:communityId/members/:userId', { schema: one }, async ({ viewer, params: { communityId, userId } }) =>
      members.find(viewer, communityId, userId),
    )
  }
}
