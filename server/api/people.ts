import {
  FriendRequest,
  Id,
  OwnStatus,
  PersonProfile,
  Relationship,
  RelationshipPage,
  RelationshipQuery,
  StatusChange,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { PersonService } from '../people/person-service.ts'
import type { RelationshipService } from '../people/relationship-service.ts'
import type { StatusService } from '../people/status-service.ts'

type Deps = { relationships: RelationshipService; statuses: StatusService; people: PersonService }
const params = Type.Object({ userId: Id })

/** Mounted at /api/users. */
export function peopleRoutes({ relationships, statuses, people }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const profile = { params, response: { 200: PersonProfile } }
    const byId = { schema: profile, config: { botScope: 'members.read' as const } }
    app.get('/:userId/profile', byId, async ({ viewer, params: { userId } }) => people.view(viewer, userId))

    const status = { response: { 200: OwnStatus } }
    app.get('/me/status', { schema: status }, async ({ viewer }) => statuses.own(viewer))
    app.put('/me/status', { schema: { ...status, body: StatusChange } }, async ({ viewer, body }) =>
      statuses.choose(viewer, body),
    )

    const list = { querystring: RelationshipQuery, response: { 200: RelationshipPage } }
    app.get('/relationships', { schema: list }, async ({ viewer, query }) => relationships.page(viewer, query))

    const ask = { body: FriendRequest, response: { 200: Relationship } }
    app.post('/relationships/requests', { schema: ask }, async ({ viewer, body }) =>
      relationships.request(viewer, body),
    )

    const put = { params, response: { 200: Relationship } }
    app.put('/relationships/friends/:userId', { schema: put }, async ({ viewer, params: { userId } }) =>
      relationships.accept(viewer, userId),
    )
    app.put('/relationships/blocked/:userId', { schema: put }, async ({ viewer, params: { userId } }) =>
      relationships.block(viewer, userId),
    )

    const end = { params, response: { 204: Type.Null() } }
    app.delete('/relationships/requests/:userId', { schema: end }, async ({ viewer, params: { userId } }, reply) => {
      await relationships.endRequest(viewer, userId)
      return reply.code(204).send(null)
    })
    app.delete('/relationships/friends/:userId', { schema: end }, async ({ viewer, params: { userId } }, reply) => {
      await relationships.endFriendship(viewer, userId)
      return reply.code(204).send(null)
    })
    app.delete('/relationships/blocked/:userId', { schema: end }, async ({ viewer, params: { userId } }, reply) => {
      await relationships.unblock(viewer, userId)
      return reply.code(204).send(null)
    })
  }
}
