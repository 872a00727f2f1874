import {
  BanDraft,
  BanPage,
  Id,
  KickDraft,
  Member,
  NicknameChange,
  OwnBan,
  PageQuery,
  TimeoutDraft,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { BanService } from '../community/moderation/ban-service.ts'
import type { MemberModeration } from '../community/moderation/member-moderation.ts'
import type { NicknameService } from '../community/moderation/nickname-service.ts'

const inCommunity = Type.Object({ communityId: Id })
const params = Type.Object({ communityId: Id, userId: Id })
const done = { 204: Type.Null() }
type Deps = { memberModeration: MemberModeration; bans: BanService; nicknames: NicknameService }

/** Mounted at /api/communities/:communityId. */
export function moderationRoutes({ memberModeration, bans, nicknames }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const rename = { params, body: NicknameChange, response: { 200: Member } }
    app.patch('/members/:userId', { schema: rename }, async ({ viewer, params: target, body }) =>
      nicknames.change(viewer, target, body),
    )

    const kick = { params, body: KickDraft, response: done }
    app.post('/members/:userId/kick', { schema: kick }, async ({ viewer, params: target, body }, reply) => {
      await memberModeration.kick(viewer, target, body)
      return reply.code(204).send(null)
    })

    const timeOut = { params, body: TimeoutDraft, response: { 200: Member } }
    app.put('/members/:userId/timeout', { schema: timeOut }, async ({ viewer, params: target, body }) =>
      memberModeration.timeOut(viewer, target, body),
    )

    const lift = { params, response: { 200: Member } }
    app.delete('/members/:userId/timeout', { schema: lift }, async ({ viewer, params: target }) =>
      memberModeration.liftTimeout(viewer, target),
    )

    const list = { params: inCommunity, querystring: PageQuery, response: { 200: BanPage } }
    app.get('/bans', { schema: list }, async ({ viewer, params: { communityId }, query }) =>
      bans.page(viewer, communityId, query),
    )

    const own = { params: inCommunity, response: { 200: OwnBan } }
    app.get('/bans/me', { schema: own }, async ({ viewer, params: { communityId } }) => bans.own(viewer, communityId))

    const ban = { params, body: BanDraft, response: done }
    app.put('/bans/:userId', { schema: ban }, async ({ viewer, params: target, body }, reply) => {
      await bans.ban(viewer, target, body)
      return reply.code(204).send(null)
    })

    const unban = { params, response: done }
    app.delete('/bans/:userId', { schema: unban }, async ({ viewer, params: target }, reply) => {
      await bans.unban(viewer, target)
      return reply.code(204).send(null)
    })
  }
}
