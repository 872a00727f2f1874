import {
  Approval,
  ApprovalAnswer,
  ApprovalList,
  ApprovalOffer,
  ApprovalReveal,
  FreshStart,
  Id,
  KeyArchive,
  KeyDeviceChange,
  KeyDeviceList,
  KeyDeviceView,
  KeyIdentity,
  KeyLogDraft,
  KeyLogPage,
  KeyLogQuery,
  keyLimits,
  RecoveryBackup,
  RecoveryState,
} from '@chaos/protocol'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { ApprovalService } from '../keys/approval-service.ts'
import type { KeyDeviceService } from '../keys/key-device-service.ts'
import type { KeyLogService } from '../keys/key-log-service.ts'
import type { RecoveryService } from '../keys/recovery-service.ts'
import { clientInfo } from './client-info.ts'
import { type RateLimits, rateLimit } from './rate-limits.ts'

type Deps = {
  keyLogs: KeyLogService
  keyDevices: KeyDeviceService
  approvals: ApprovalService
  recovery: RecoveryService
  limits: Pick<RateLimits, 'keys'>
}

const posterOf = (request: FastifyRequest) => ({ viewer: request.viewer, client: clientInfo(request) })
const nothing = { 204: Type.Null() }
/** Base64url, and the rest of the record. */
const archiveBody = Math.ceil((keyLimits.keyArchiveBytes * 4) / 3) + 4_096

/** Mounted at /api/users. */
export function keyRoutes({ keyLogs, keyDevices, recovery, limits }: Deps): FastifyPluginAsyncTypebox {
  const counted = rateLimit(limits.keys)
  const write = { ...counted, idempotent: true }
  return async (app) => {
    const page = { querystring: KeyLogQuery, response: { 200: KeyLogPage } }
    app.get('/me/keys/log', { schema: page }, async ({ viewer, query }) => keyLogs.page(viewer, viewer.userId, query))
    const theirs = { ...page, params: Type.Object({ userId: Id }) }
    app.get('/:userId/keys', { schema: theirs }, async ({ viewer, params: { userId }, query }) =>
      keyLogs.page(viewer, userId, query),
    )

    const append = { body: KeyLogDraft, response: { 200: KeyIdentity } }
    app.post('/me/keys/log', { schema: append, config: write }, (request) =>
      keyLogs.append(posterOf(request), request.body),
    )
    const afresh = { body: FreshStart, response: { 200: KeyIdentity } }
    app.post('/me/keys/start-afresh', { schema: afresh, config: write }, (request) =>
      keyLogs.startAfresh(posterOf(request), request.body),
    )

    app.get('/me/keys/devices', { schema: { response: { 200: KeyDeviceList } } }, async ({ viewer }) =>
      keyDevices.list(viewer),
    )
    const device = { params: Type.Object({ deviceId: Id }), body: KeyDeviceChange, response: { 200: KeyDeviceView } }
    app.patch('/me/keys/devices/:deviceId', { schema: device, config: counted }, async ({ viewer, params, body }) =>
      keyDevices.rename(viewer, params.deviceId, body.name),
    )

    app.get('/me/keys/recovery', { schema: { response: { 200: RecoveryState } } }, async ({ viewer }) =>
      recovery.state(viewer),
    )
    const backup = { body: RecoveryBackup, response: nothing }
    app.put('/me/keys/recovery', { schema: backup, config: counted }, async ({ viewer, body }, reply) => {
      await recovery.putBackup(viewer, body)
      return reply.code(204).send(null)
    })
    app.get('/me/keys/archive', { schema: { response: { 200: KeyArchive } } }, async ({ viewer }) =>
      recovery.archive(viewer),
    )
    const archive = { schema: { body: KeyArchive, response: nothing }, bodyLimit: archiveBody, config: counted }
    app.put('/me/keys/archive', archive, async ({ viewer, body }, reply) => {
      await recovery.putArchive(viewer, body)
      return reply.code(204).send(null)
    })
  }
}

/** Mounted at /api/users/me/keys/approvals. */
export function approvalRoutes({ approvals, limits }: Deps): FastifyPluginAsyncTypebox {
  const counted = rateLimit(limits.keys)
  return async (app) => {
    app.get('', { schema: { response: { 200: ApprovalList } } }, async ({ viewer }) => approvals.list(viewer))
    const offer = { body: ApprovalOffer, response: { 201: Approval } }
    app.post('', { schema: offer, config: { ...counted, idempotent: true } }, async ({ viewer, body }, reply) =>
      reply.code(201).send(await approvals.offer(viewer, body)),
    )

    const one = { params: Type.Object({ approvalId: Id }), response: { 200: Approval } }
    app.get('/:approvalId', { schema: one }, async ({ viewer, params: { approvalId } }) =>
      approvals.view(viewer, approvalId),
    )
    const answer = { schema: { ...one, body: ApprovalAnswer }, config: counted }
    app.put('/:approvalId/answer', answer, async ({ viewer, params: { approvalId }, body }) =>
      approvals.answer(viewer, approvalId, body),
    )
    const reveal = { schema: { ...one, body: ApprovalReveal }, config: counted }
    app.put('/:approvalId/reveal', reveal, async ({ viewer, params: { approvalId }, body }) =>
      approvals.reveal(viewer, approvalId, body),
    )
    app.post('/:approvalId/decline', { schema: one, config: counted }, async ({ viewer, params: { approvalId } }) =>
      approvals.decline(viewer, approvalId),
    )
  }
}
