import {
  Draft,
  DraftChange,
  DraftList,
  Id,
  Listening,
  ListeningChange,
  ListenerPage,
  PageQuery,
  ReadChange,
  ReadState,
  ReadStateList,
  ReadStateQuery,
  UnheardPage,
  UnheardQuery,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ReadingService } from '../messages/reading-service.ts'
import { readsMessages } from './messages.ts'

const params = Type.Object({ messageId: Id })
const ofChannel = Type.Object({ channelId: Id })

/** Mounted at /api/messages: what each person has read, heard and begun to say. */
export function readingRoutes(reading: ReadingService): FastifyPluginAsyncTypebox {
  return async (app) => {
    const states = { querystring: ReadStateQuery, response: { 200: ReadStateList } }
    app.get('/reading', { schema: states, config: readsMessages }, async ({ viewer, query }) =>
      reading.states(viewer, query.communityId),
    )
    const read = { params: ofChannel, body: ReadChange, response: { 200: ReadState } }
    app.put('/reading/:channelId', { schema: read, config: readsMessages }, async ({ viewer, params: named, body }) =>
      reading.read(viewer, named.channelId, body.position),
    )
    const unheard = { querystring: UnheardQuery, response: { 200: UnheardPage } }
    app.get('/unheard', { schema: unheard, config: readsMessages }, async ({ viewer, query }) =>
      reading.unheard(viewer, query),
    )

    const listen = { params, body: ListeningChange, response: { 200: Listening } }
    app.put(
      '/:messageId/listening',
      { schema: listen, config: readsMessages },
      async ({ viewer, params: named, body }) => reading.listen(viewer, named.messageId, body),
    )
    const listeners = { params, querystring: PageQuery, response: { 200: ListenerPage } }
    app.get(
      '/:messageId/listeners',
      { schema: listeners, config: readsMessages },
      async ({ viewer, params: named, query }) => reading.listeners(viewer, named.messageId, query),
    )

    const drafts = { response: { 200: DraftList } }
    app.get('/drafts', { schema: drafts }, async ({ viewer }) => reading.drafts(viewer))
    const put = { params: ofChannel, body: DraftChange, response: { 200: Draft } }
    app.put('/drafts/:channelId', { schema: put }, async ({ viewer, params: { channelId }, body }) =>
      reading.putDraft(viewer, channelId, body),
    )
    const remove = { params: ofChannel, response: { 204: Type.Null() } }
    app.delete('/drafts/:channelId', { schema: remove }, async ({ viewer, params: { channelId } }, reply) => {
      await reading.removeDraft(viewer, channelId)
      return reply.code(204).send(null)
    })
  }
}
