import {
  Id,
  NotificationCounts,
  NotificationPage,
  PageQuery,
  PlaceLevel,
  PlaceLevelChange,
  PushEndpoint,
  PushKey,
  PushSubscription,
  QuietHours,
  QuietHoursState,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { NotificationService } from '../notifications/notification-service.ts'
import type { PushService } from '../notifications/push/push-service.ts'

type Deps = { notifications: NotificationService; push: PushService }

/** Mounted at /api/users/me/notifications. They come live on /ws/notifications. */
export function notificationRoutes({ notifications, push }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    const list = { querystring: PageQuery, response: { 200: NotificationPage } }
    app.get('', { schema: list }, async ({ viewer, query }) => notifications.list(viewer, query))

    const counts = { response: { 200: NotificationCounts } }
    app.get('/counts', { schema: counts }, async ({ viewer }) => notifications.counts(viewer))

    const levels = { response: { 200: Type.Array(PlaceLevel) } }
    app.get('/levels', { schema: levels }, async ({ viewer }) => notifications.levels(viewer))

    const params = Type.Object({ placeId: Id })
    const level = { params, body: PlaceLevelChange, response: { 200: PlaceLevel } }
    app.put('/levels/:placeId', { schema: level }, async ({ viewer, params: { placeId }, body }) =>
      notifications.setLevel(viewer, placeId, body),
    )

    const quiet = { response: { 200: QuietHoursState } }
    app.get('/quiet-hours', { schema: quiet }, async ({ viewer }) => notifications.quietHours(viewer))
    app.put('/quiet-hours', { schema: { ...quiet, body: QuietHours } }, async ({ viewer, body }) =>
      notifications.setQuietHours(viewer, body),
    )
    app.delete('/quiet-hours', { schema: quiet }, async ({ viewer }) => notifications.setQuietHours(viewer, null))

    app.get('/push/key', { schema: { response: { 200: PushKey } } }, async () => push.publicKey())

    const subscribe = { body: PushSubscription, response: { 204: Type.Null() } }
    app.put('/push/subscription', { schema: subscribe }, async ({ viewer, body }, reply) => {
      await push.subscribe(viewer, body)
      return reply.code(204).send(null)
    })

    const unsubscribe = { body: PushEndpoint, response: { 204: Type.Null() } }
    app.post('/push/unsubscribe', { schema: unsubscribe }, async ({ viewer, body }, reply) => {
      await push.unsubscribe(viewer, body.endpoint)
      return reply.code(204).send(null)
    })
  }
}
