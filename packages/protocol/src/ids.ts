import { type Static, Type } from 'typebox'

const uuid = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'

/** Ids are UUIDv7 in lower-case text form (RFC 9562 §5.7). */
export const Id = Type.String({ pattern: uuid, description: 'UUIDv7' })

export type UserId = Static<typeof Id>
export type SessionId = Static<typeof Id>
export type CommunityId = Static<typeof Id>
export type ChannelId = Static<typeof Id>
export type ParticipantId = Static<typeof Id>

/** A point in time: RFC 3339, UTC. */
export const Instant = Type.String({ maxLength: 32, description: 'RFC 3339, UTC' })

/** Binary data as unpadded base64url text (RFC 4648 §5). */
export const Base64Url = (maxBytes: number) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: Math.ceil((maxBytes * 4) / 3) })
