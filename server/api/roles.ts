import { Id, Member, Role, CommunityRoleChange, RoleDraft, RoleOrderChange, RoleView } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { RoleGrants } from '../community/role-grants.ts'
import type { RoleService } from '../community/role-service.ts'
import type { RoleViews } from '../community/role-view.ts'

type Deps = { roles: RoleService; roleGrants: RoleGrants; roleViews: RoleViews }

const params = Type.Object({ communityId: Id })
const one = Type.Object({ communityId: Id, roleId: Id })
const grant = Type.Object({ communityId: Id, userId: Id, roleId: Id })

/** Mounted at /api/communities/:communityId. */
export function roleRoutes({ roles, roleGrants, roleViews }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { params, response: { 200: Type.Array(Role) } }
    app.get('/roles', { schema: list }, async ({ viewer, params: { communityId } }) => roles.list(viewer, communityId))

    const create = { params, body: RoleDraft, response: { 201: Role } }
    app.post(
      '/roles',
      { schema: create, config: { idempotent: true } },
      async ({ viewer, params: { communityId }, body }, reply) =>
        reply.code(201).send(await roles.create(viewer, communityId, body)),
    )

    const order = { params, body: RoleOrderChange, response: { 200: Type.Array(Role) } }
    app.put('/roles/order', { schema: order }, async ({ viewer, params: { communityId }, body }) =>
      roles.reorder(viewer, communityId, body),
    )

    const change = { params: one, body: CommunityRoleChange, response: { 200: Role } }
    app.patch('/roles/:roleId', { schema: change }, async ({ viewer, params: key, body }) =>
      roles.change(viewer, key, body),
    )

    const remove = { params: one, response: { 204: Type.Null() } }
    app.delete('/roles/:roleId', { schema: remove }, async ({ viewer, params: key }, reply) => {
      await roles.remove(viewer, key)
      return reply.code(204).send(null)
    })

    const look = { params: one, response: { 200: RoleView } }
    app.get('/roles/:roleId/view', { schema: look }, async ({ viewer, params: key }) => roleViews.look(viewer, key))

    const held = { params: grant, response: { 200: Member } }
    app.put('/members/:userId/roles/:roleId', { schema: held }, async ({ viewer, params: key }) =>
      roleGrants.give(viewer, key),
    )
    app.delete('/members/:userId/roles/:roleId', { schema: held }, async ({ viewer, params: key }) =>
      roleGrants.take(viewer, key),
    )
  }
}
