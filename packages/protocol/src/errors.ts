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
  /** Of an authenticator app or for recovery; also one that was right and is used up. */
  'wrong_code',
  /** Too many wrong codes of the authenticator app; passkeys and recovery codes still work. */
  'codes_blocked',
  'passkey_refused',
  /** The second step took too long, or too many tries: sign in from the start. */
  'ticket_invalid',
  /** There is no set-up that waits for this; begin it anew. */
  'setup_expired',
  /** Without it nobody could sign in to the account any more. */
  'last_sign_in_method',
  'forbidden',
  /** A bot asks for what its token was not made for. */
  'scope_missing',
  'not_found',
  'username_taken',
  /** The sign-in provider cannot be reached, or is out of order. */
  'provider_unavailable',
  'provider_cancelled',
  /** What the sign-in provider sent proves nothing. */
  'provider_failed',
  /** A sign-in by a provider that is over, was finished before, or began in another browser. */
  'sign_in_over',
  /** Nobody has the identity that a provider proved: an account can be made for it. */
  'sign_up_needed',
  /** The identity at a provider belongs to another account. */
  'identity_taken',
  /** The identity at a provider is not the one that the account is linked to. */
  'wrong_identity',
  'provider_already_linked',
  'email_taken',
  /** Nobody may take this name; it would pass for the server itself. */
  'username_reserved',
  /** It was used, a newer one was printed, or the server has an owner. */
  'set_up_link_dead',
  'channel_name_taken',
  /** Who talks in a channel must be able to rely on what it was made with. */
  'encryption_fixed',
  /** What was to be put in order is not what is there any more: read it again. */
  'order_stale',
  /** What a change of keys builds on is not the newest any more: read it again. */
  'keys_stale',
  /** Another message has this id already. */
  'message_id_taken',
  /** The recording did not arrive whole yet. */
  'upload_unfinished',
  /** A step of an upload does not begin where the last one ended: ask where that was. */
  'upload_offset',
  /** The channel takes no recordings of this length. */
  'recording_too_long',
  /** What came is no recording that can be played. */
  'audio_invalid',
  /** As much as an account, or a community, may keep here. */
  'quota_reached',
  /** The server has no room left. */
  'storage_full',
  /** Somebody else made this generation of a channel's key; theirs comes along as `winner`. */
  'generation_taken',
  /** The device that is named is none of this account's, or it was revoked. */
  'device_not_in_standing',
  /** An exchange that admits a device does not wait for this: it is over, or had it already. */
  'approval_over',
  /** A recovery key is admitted only once its backup is stored. */
  'backup_missing',
  /** More people may read a channel than one key can be given to. */
  'too_many_readers',
  'invite_invalid',
  'already_member',
  /** The community does not let this account in. */
  'banned',
  /** What a newcomer of a community lacks before taking part. */
  'rules_not_accepted',
  'email_not_verified',
  'account_too_new',
  /** A community does not take a name with such words in it. */
  'name_refused',
  'last_owner',
  'channel_full',
  /** There is no request of theirs to answer. */
  'request_gone',
  /** The viewer blocks them; that has to end first. */
  'person_blocked',
  'limit_reached',
  'payload_too_large',
  'unsupported_media_type',
  /** A picture that cannot be read, or one of too many pixels. */
  'image_invalid',
  'image_too_large',
  /** What was typed to confirm is not the own user name. */
  'user_name_mismatch',
  /** What was typed to confirm is not the name of the community. */
  'name_mismatch',
  /** An archive of this account is being made already. */
  'export_running',
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
  'storage_full',
  'upload_unfinished',
  'request_in_progress',
  'going_away',
  'provider_unavailable',
  'internal',
  'token_expired',
])

/** Whether asking again later, with nothing changed but a fresh token, can succeed. */
export const retryHelps = (code: ErrorCode): boolean => retryable.has(code)
