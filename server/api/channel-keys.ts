import {
  BoxBatch,
  BoxesKept,
  Generation,
  GenerationDraft,
  GenerationHeader,
  GenerationPage,
  GenerationQuery,
  GenerationTaken,
  Id,
  KeyLogPage,
  KeyLogQuery,
  KeyReaderPage,
  KeyReaderQuery,
  KeyRoster,
  keyLimits,
  SpeakerQuery,
  WaitingList,
  WaitingRequest,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { ChannelKeyService } from '../keys/channel-key-service.ts'
import type { WaitingService } from '../keys/waiting-service.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = { channelKeys: ChannelKeyService; keyWaiting: WaitingService; limits: Pick<RateLimits, 'keys'> }

const params = Type.Object({ channelId: Id })
const ofGeneration = Type.Object({ channelId: Id, generation: Generation })
/** Bytes of JSON that one box, one person and one device in a roster take at most. */
const jsonBytes = { box: 1_700, member: 256, rosterDevice: 40, rest: 4_096 }
const boxesBody = keyLimits.boxesPerBatch * jsonBytes.box + jsonBytes.rest
const generationBody =
  boxesBody + keyLimits.rosterMembers * jsonBytes.member + keyLimits.rosterDevices * jsonBytes.rosterDevice

/** Mounted at /api/channels/:channelId/keys. */
export function channelKeyRoutes({ channelKeys, keyWaiting, limits }: Deps): FastifyPluginAsyncTypebox {
  const counted = rateLimit(limits.keys)
  return async (app) => {
    const list = { params, querystring: GenerationQuery, response: { 200: GenerationPage } }
    app.get('/generations', { schema: list }, async ({ viewer, params: { channelId }, query }) =>
      channelKeys.page(viewer, channelId, query),
    )
    const make = {
      ...{ params, querystring: SpeakerQuery, body: GenerationDraft },
      response: { 200: GenerationHeader, 409: GenerationTaken },
    }
    app.post(
      '/generations',
      { schema: make, bodyLimit: generationBody, config: { ...counted, idempotent: true } },
      async ({ viewer, params: { channelId }, query: { deviceId }, body }) =>
        channelKeys.make(viewer, { channelId, deviceId }, body),
    )
    const roster = { params: ofGeneration, response: { 200: KeyRoster } }
    app.get('/generations/:generation/roster', { schema: roster }, async ({ viewer, params: named }) =>
      channelKeys.roster(viewer, named.channelId, named.generation),
    )
    const boxes = { params: ofGeneration, querystring: SpeakerQuery, body: BoxBatch, response: { 200: BoxesKept } }
    app.post(
      '/generations/:generation/boxes',
      { schema: boxes, bodyLimit: boxesBody, config: { ...counted, idempotent: true } },
      async ({ viewer, params: named, query, body }) =>
        channelKeys.putBoxes(viewer, { ...named, ...query }, body.boxes),
    )

    const waiting = { params, querystring: SpeakerQuery, response: { 200: WaitingList } }
    app.get('/waiting', { schema: waiting }, async ({ viewer, params: named, query }) =>
      keyWaiting.list(viewer, { ...named, ...query }),
    )
    const ask = { params, querystring: SpeakerQuery, body: WaitingRequest, response: { 204: Type.Null() } }
    app.post('/waiting', { schema: ask, config: counted }, async ({ viewer, params: named, query, body }, reply) => {
      await keyWaiting.ask(viewer, { ...named, ...query }, body)
      return reply.code(204).send(null)
    })
    app.post('/waiting/turn', { schema: waiting, config: counted }, async ({ viewer, params: named, query }) =>
      keyWaiting.takeTurn(viewer, { ...named, ...query }),
    )

    const readers = { params, querystring: KeyReaderQuery, response: { 200: KeyReaderPage } }
    app.get('/readers', { schema: readers }, async ({ viewer, params: { channelId }, query }) =>
      channelKeys.readers(viewer, channelId, query),
    )
    const log = {
      params: Type.Object({ channelId: Id, userId: Id }),
      querystring: KeyLogQuery,
      response: { 200: KeyLogPage },
    }
    app.get('/logs/:userId', { schema: log }, async ({ viewer, params: named, query }) =>
      channelKeys.logOf(viewer, named, query),
    )
  }
}
