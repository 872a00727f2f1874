import { type Static, Type } from 'typebox'
import { Base64Url, Id, Instant } from '../ids.ts'
import { NotificationBody, NotificationLevel } from '../notifications/body.ts'
import { Closed } from '../wire/message-table.ts'

const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])

/** Of one person's notifications: 1 is the first they ever got, and none is left out. */
export const Sequence = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** One thing that somebody was told. */
export const Notification = Closed({
  sequence: Sequence,
  id: Id,
  body: NotificationBody,
  /** Where it happened; null: in no community, or no channel. */
  communityId: Nullable(Id),
  channelId: Nullable(Id),
  isMention: Type.Boolean(),
  isRead: Type.Boolean(),
  createdAt: Instant,
})
export type Notification = Static<typeof Notification>

/** Newest first. */
export const NotificationPage = Type.Object({
  items: Type.Array(Notification),
  next: Nullable(Type.String()),
})
export type NotificationPage = Static<typeof NotificationPage>

const Count = Type.Integer({ minimum: 0 })
const PlaceCounts = Closed({ placeId: Id, unread: Count, mentions: Count })

/** What is unread; places without anything are left out. */
export const NotificationCounts = Closed({
  unread: Count,
  mentions: Count,
  communities: Type.Array(PlaceCounts),
  channels: Type.Array(PlaceCounts),
  /** The newest number that was there to be counted. */
  upTo: Sequence,
})
export type NotificationCounts = Static<typeof NotificationCounts>

/** What somebody wants to hear of from one community, channel or conversation. */
export const PlaceLevel = Type.Object({
  placeId: Id,
  level: Nullable(NotificationLevel),
  mutedUntil: Nullable(Instant),
})
export type PlaceLevel = Static<typeof PlaceLevel>

/** `level` null: as the place above it, which for a community is everything. */
export const PlaceLevelChange = Closed({ level: Nullable(NotificationLevel), mutedUntil: Nullable(Instant) })
export type PlaceLevelChange = Static<typeof PlaceLevelChange>

const MinuteOfDay = Type.Integer({ minimum: 0, maximum: 1439, description: 'minutes after midnight' })

/** A part of every day in which nothing makes a sound; it may reach over midnight. */
export const QuietHours = Closed({
  fromMinute: MinuteOfDay,
  toMinute: MinuteOfDay,
  timeZone: Type.String({ minLength: 1, maxLength: 64, description: 'IANA name' }),
})
export type QuietHours = Static<typeof QuietHours>

/** null: none. */
export const QuietHoursState = Type.Object({ quietHours: Nullable(QuietHours) })

/** How push services know this server (RFC 8292): an uncompressed P-256 point, base64url. */
export const PushKey = Type.Object({ publicKey: Type.String() })

/** Where a browser can be woken, as its Push API says it. */
export const PushSubscription = Closed({
  endpoint: Type.String({ minLength: 1, maxLength: 2048 }),
  p256dh: Base64Url(65),
  auth: Base64Url(16),
})
export type PushSubscription = Static<typeof PushSubscription>

export const PushEndpoint = Closed({ endpoint: Type.String({ minLength: 1, maxLength: 2048 }) })
