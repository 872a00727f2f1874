import { ChangedCommunity, Community, CommunityChange, CommunityDeletion, CommunityHandover, Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { CommunitySettingsService } from '../community/community-settings-service.ts'
import type { JoiningService } from '../community/joining-service.ts'
import type { OwnershipService } from '../community/ownership-service.ts'
import { acceptPictures } from './pictures.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = {
  communitySettings: CommunitySettingsService
  joining: Pick<JoiningService, 'acceptRules'>
  ownership: OwnershipService
  /** Most bytes of an uploaded picture. */
  pictureBytes: number
  limits: Pick<RateLimits, 'uploads'>
}

const params = Type.Object({ communityId: Id })
const nothing = { params, response: { 204: Type.Null() } }

/** Mounted at /api/communities/:communityId. */
export function communitySettingsRoutes(deps: Deps): FastifyPluginAsyncTypebox {
  const { communitySettings, joining, ownership, pictureBytes, limits } = deps
  return async (app) => {
    const change = { params, body: CommunityChange, response: { 200: ChangedCommunity } }
    app.patch('', { schema: change }, async ({ viewer, params: { communityId }, body }) =>
      communitySettings.change(viewer, communityId, body),
    )

    const { body, bytesOf } = acceptPictures(app)
    const icon = { params, response: { 200: Community } }
    app.put(
      '/icon',
      { schema: { ...icon, body }, bodyLimit: pictureBytes, config: rateLimit(limits.uploads) },
      async ({ viewer, params: { communityId }, body: picture }) =>
        communitySettings.setIcon(viewer, communityId, bytesOf(picture)),
    )
    app.delete('/icon', { schema: icon }, async ({ viewer, params: { communityId } }) =>
      communitySettings.removeIcon(viewer, communityId),
    )

    app.post('/rules/accept', { schema: nothing }, async ({ viewer, params: { communityId } }, reply) => {
      await joining.acceptRules(viewer, communityId)
      return reply.code(204).send(null)
    })
    app.post('/leave', { schema: nothing }, async ({ viewer, params: { communityId } }, reply) => {
      await ownership.leave(viewer, communityId)
      return reply.code(204).send(null)
    })
    app.post(
      '/owner',
      { schema: { ...nothing, body: CommunityHandover } },
      async ({ viewer, params: { communityId }, body: { userId } }, reply) => {
        await ownership.handOver(viewer, communityId, userId)
        return reply.code(204).send(null)
      },
    )
    app.post(
      '/deletion',
      { schema: { ...nothing, body: CommunityDeletion } },
      async ({ viewer, params: { communityId }, body: { name } }, reply) => {
        await ownership.remove(viewer, communityId, name)
        return reply.code(204).send(null)
      },
    )
  }
}
