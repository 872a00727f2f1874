import type { ErrorCode, Problem } from '@chaos/protocol'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DomainError } from '../utils/domain-error.ts'
import { fieldsOf } from './validation-fields.ts'

/** The one place where a refusal gets its HTTP status. */
const statusOf: Record<ErrorCode, number> = {
  bad_request: 400,
  unauthenticated: 401,
  token_expired: 401,
  session_ended_elsewhere: 401,
  session_ended_by_password: 401,
  session_ended_by_reuse: 401,
  session_ended_by_administrator: 401,
  wrong_credentials: 401,
  wrong_password: 403,
  account_disabled: 403,
  account_pending: 403,
  confirmation_required: 403,
  wrong_code: 403,
  codes_blocked: 429,
  passkey_refused: 403,
  ticket_invalid: 401,
  setup_expired: 409,
  last_sign_in_method: 409,
  forbidden: 403,
  scope_missing: 403,
  not_found: 404,
  username_taken: 409,
  provider_unavailable: 503,
  provider_cancelled: 403,
  provider_failed: 502,
  sign_in_over: 400,
  sign_up_needed: 409,
  identity_taken: 409,
  wrong_identity: 403,
  provider_already_linked: 409,
  email_taken: 409,
  username_reserved: 409,
  set_up_link_dead: 404,
  channel_name_taken: 409,
  encryption_fixed: 409,
  order_stale: 409,
  keys_stale: 409,
  message_id_taken: 409,
  upload_unfinished: 409,
  upload_offset: 409,
  recording_too_long: 413,
  audio_invalid: 422,
  quota_reached: 409,
  storage_full: 507,
  generation_taken: 409,
  device_not_in_standing: 403,
  approval_over: 409,
  backup_missing: 409,
  too_many_readers: 409,
  invite_invalid: 404,
  already_member: 409,
  banned: 403,
  rules_not_accepted: 403,
  email_not_verified: 403,
  account_too_new: 403,
  name_refused: 422,
  last_owner: 409,
  channel_full: 409,
  request_gone: 409,
  person_blocked: 409,
  limit_reached: 409,
  payload_too_large: 413,
  unsupported_media_type: 415,
  image_invalid: 422,
  image_too_large: 413,
  user_name_mismatch: 422,
  name_mismatch: 422,
  export_running: 409,
  rate_limited: 429,
  overloaded: 503,
  link_invalid: 404,
  registration_closed: 403,
  invite_needed: 403,
  proof_needed: 403,
  mail_disabled: 409,
  request_in_progress: 409,
  unsupported_version: 426,
  going_away: 503,
  internal: 500,
}

const codeOfFastify: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
}

export const problemType = 'application/problem+json'

type Details = Pick<Problem, 'detail' | 'requestId' | 'fields'>

export function makeProblem(code: ErrorCode, details: Details): Problem {
  const title = code.replaceAll('_', ' ')
  return { type: 'about:blank', title, status: statusOf[code], code, ...details }
}

/** Turns everything thrown in a request into problem details (RFC 9457). */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const problem = problemOf(error, request)
    if (error instanceof DomainError && error.retryAfterSeconds !== null)
      void reply.header('retry-after', String(error.retryAfterSeconds))
    if (problem.code === 'internal') request.log.error({ err: error }, 'the request failed')
    return sendProblem(reply, problem)
  })
}

export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  // Written here: a route's own reply schema describes its success.
  return reply.code(problem.status).type(problemType).serializer(JSON.stringify).send(problem)
}

function problemOf(error: FastifyError | DomainError, { id: requestId }: FastifyRequest): Problem {
  if (error instanceof DomainError)
    return { ...error.extension, ...makeProblem(error.code, { detail: error.message, requestId }) }
  if (error.validation) {
    const fields = fieldsOf(error.validation, error.validationContext)
    return makeProblem('bad_request', { detail: 'The request does not have the right form.', requestId, fields })
  }
  const isRefusal = error.code?.startsWith('FST_') && (error.statusCode ?? 500) < 500
  if (isRefusal) return makeProblem(codeOfFastify[error.code] ?? 'bad_request', { detail: error.message, requestId })
  return makeProblem('internal', { detail: 'Something went wrong on the server.', requestId })
}
