import { Category, CategoryDraft, ChannelOrder, ChannelOrderChange, Id } from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { CategoryService } from '../community/category-service.ts'
import type { ChannelOrderService } from '../community/channel-order-service.ts'

type Deps = { categories: CategoryService; channelOrder: ChannelOrderService }

/** Mounted at /api/communities/:communityId. */
export function categoryRoutes({ categories, channelOrder }: Deps): FastifyPluginAsyncTypebox {
  const params = Type.Object({ communityId: Id })
  const one = Type.Object({ communityId: Id, categoryId: Id })
  return async (app) => {
    const create = { params, body: CategoryDraft, response: { 201: Category } }
    app.post(
      '/categories',
      { schema: create, config: { idempotent: true } },
      async ({ viewer, params: { communityId }, body }, reply) =>
        reply.code(201).send(await categories.create(viewer, communityId, body)),
    )

    const rename = { params: one, body: CategoryDraft, response: { 200: Category } }
    app.patch('/categories/:categoryId', { schema: rename }, async ({ viewer, params: key, body }) =>
      categories.rename(viewer, key, body),
    )

    const remove = { params: one, response: { 204: Type.Null() } }
    app.delete('/categories/:categoryId', { schema: remove }, async ({ viewer, params: key }, reply) => {
      await categories.remove(viewer, key)
      return reply.code(204).send(null)
    })

    const order = { params, body: ChannelOrderChange, response: { 200: ChannelOrder } }
    app.put('/channels/order', { schema: order }, async ({ viewer, params: { communityId }, body }) =>
      channelOrder.change(viewer, communityId, body),
    )
  }
}
