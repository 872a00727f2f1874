import {
  AccountDisabling,
  AuditVerdict,
  Id,
  ManagedUserPage,
  ManagedUserQuery,
  ManagedUserView,
  OwnerHandOver,
  RoleChange,
  ServerAuditPage,
  ServerAuditQuery,
  ServerSettings,
  ServerSettingsChange,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { AuditAdministration } from '../auth/administration/audit-administration.ts'
import type { SettingsAdministration } from '../auth/administration/settings-administration.ts'
import type { Administrator, UserAdministration } from '../auth/administration/user-administration.ts'
import { clientInfo } from './client-info.ts'

type Deps = { users: UserAdministration; settings: SettingsAdministration; audit: AuditAdministration }

const byId = Type.Object({ userId: Id })
const nothing = { 204: Type.Null() }

const administrator = (request: FastifyRequest): Administrator => ({
  viewer: request.viewer,
  client: clientInfo(request),
})
const done = (reply: FastifyReply) => reply.code(204).send(null)

/** Mounted at /api/users/administration, behind `requireAdministrator` and `requireConfirmation`. */
export function administrationRoutes({ users, settings, audit }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const readSettings = { response: { 200: ServerSettings } }
    app.get('/settings', { schema: readSettings }, () => settings.get())

    const changeSettings = { body: ServerSettingsChange, response: { 200: ServerSettings } }
    app.patch('/settings', { schema: changeSettings }, (request) =>
      settings.change(administrator(request), request.body),
    )

    const page = { querystring: ManagedUserQuery, response: { 200: ManagedUserPage } }
    app.get('/users', { schema: page }, async ({ query }) => users.page(query))

    const view = { params: byId, response: { 200: ManagedUserView } }
    app.get('/users/:userId', { schema: view }, async ({ viewer, params }) => users.view(viewer, params.userId))

    const disable = { params: byId, body: AccountDisabling, response: nothing }
    app.post('/users/:userId/disable', { schema: disable }, async (request, reply) => {
      await users.disable(administrator(request), request.params.userId, request.body.reason)
      return done(reply)
    })

    const simple = { params: byId, response: nothing }
    app.post('/users/:userId/enable', { schema: simple }, async (request, reply) => {
      await users.enable(administrator(request), request.params.userId)
      return done(reply)
    })
    app.post('/users/:userId/sign-out', { schema: simple }, async (request, reply) => {
      await users.signOut(administrator(request), request.params.userId)
      return done(reply)
    })

    const changeRole = { params: byId, body: RoleChange, response: nothing }
    app.patch('/users/:userId/role', { schema: changeRole }, async (request, reply) => {
      await users.changeRole(administrator(request), request.params.userId, request.body.role)
      return done(reply)
    })

    const handOver = { body: OwnerHandOver, response: nothing }
    app.post('/owner', { schema: handOver }, async (request, reply) => {
      await users.handOver(administrator(request), request.body.userId)
      return done(reply)
    })

    const log = { querystring: ServerAuditQuery, response: { 200: ServerAuditPage } }
    app.get('/audit', { schema: log }, async ({ query }) => audit.page(query))

    const verify = { response: { 200: AuditVerdict } }
    app.post('/audit/verify', { schema: verify }, () => audit.verify())
  }
}
