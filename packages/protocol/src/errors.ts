import { type Static, Type } from 'typebox'

/** The closed list of refusals. Each has one meaning everywhere: REST replies and socket messages share it. */
export const errorCodes = [
  'bad_request',
  'unauthenticated',
  'token_expired',
  /** The session was ended from another device of the same person. */
  'session_ended_elsewhere',
  'session_ended_by_password',
  /** A refresh token came a second time, or from another client: somebody may have copied it. */
  'session_ended_by_reuse',
  'session_ended_by_administrator',
  'wrong_credentials',
  /** Somebody who is signed in named a wrong one. */
  'wrong_password',
  'account_disabled',
  /** It waits for an administrator's approval. */
  'account_pending',
  /** The viewer has to prove once more who they are; then the same request succeeds. */
  'confirmation_required',
  'forbidden',
  'not_found',
  'username_taken',
  /** Nobody may take this name; it would pass for the server itself. */
  'username_reserved',
  /** It was used, a newer one was printed, or the server has an owner. */
  'set_up_link_dead',
  'channel_name_taken',
  'invite_invalid',
  'already_member',
  'last_owner',
  'channel_full',
  'limit_reached',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  /** The first request with this Idempotency-Key still runs. */
  'request_in_progress',
  'unsupported_version',
  'going_away',
  'internal',
] as const

export const ErrorCode = Type.Enum([...errorCodes])
export type ErrorCode = Static<typeof ErrorCode>

/** Problem details, RFC 9457 §3, with our `code` and, for invalid input, where it is wrong. */
export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: ErrorCode,
    detail: Type.Optional(Type.String()),
    requestId: Type.Optional(Type.String()),
    fields: Type.Optional(Type.Array(Type.Object({ path: Type.String(), message: Type.String() }))),
  },
  { description: 'Problem details (RFC 9457)' },
)
export type Problem = Static<typeof Problem>

const retryable: ReadonlySet<ErrorCode> = new Set([
  'rate_limited',
  'request_in_progress',
  'going_away',
  'internal',
  'token_expired',
])

/** Whether asking again later, with nothing changed but a fresh token, can succeed. */
export const retryHelps = (code: ErrorCode): boolean => retryable.has(code)
