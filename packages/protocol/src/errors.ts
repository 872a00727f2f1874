import { type Static, Type } from 'typebox'

/** The closed list of refusals. Each has one meaning everywhere: REST replies and socket messages share it. */
export const errorCodes = [
  'bad_request',
  'unauthenticated',
  'token_expired',
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
  'channel_name_taken',
  'invite_invalid',
  'already_member',
  'last_owner',
  'channel_full',
  'limit_reached',
  'payload_too_large',
  'unsupported_media_type',
  'rate_limited',
  /** The server has more to do than it can, whoever asks. */
  'overloaded',
  /** A one-time link that is unknown, used or over. */
  'link_invalid',
  'registration_closed',
  /** An account can be made with an invite only. */
  'invite_needed',
  /** A registration without a good, fresh proof of work. */
  'proof_needed',
  /** This server sends no mail. */
  'mail_disabled',
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
  'overloaded',
  'request_in_progress',
  'going_away',
  'internal',
  'token_expired',
])

/** Whether asking again later, with nothing changed but a fresh token, can succeed. */
export const retryHelps = (code: ErrorCode): boolean => retryable.has(code)
