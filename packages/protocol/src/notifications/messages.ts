import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { ErrorCode } from '../errors.ts'
import { Id, Instant } from '../ids.ts'
import { Occupant } from '../presence/occupant.ts'
import { Conversation } from '../rest/conversations.ts'
import { Notification, NotificationCounts, PlaceLevel, QuietHours, Sequence } from '../rest/notifications.ts'
import { Closed, createMessageParser, type MessageOf } from '../wire/message-table.ts'
import { Somebody } from './body.ts'

export const notificationLimits = {
  messageLength: 64 * 1024,
  helloWithinMs: 5_000,
  pingEveryMs: 10_000,
  silenceMs: 25_000,
  /** Most notifications in one page of a replay. */
  pageItems: 200,
  /** How long a call rings. */
  ringMs: 30_000,
} as const

/** What becomes read: one, those of one place, or all; the latter two up to a number, so that nothing unseen does. */
export const ReadMark = Type.Union([
  Closed({ sequence: Sequence }),
  Closed({ placeId: Id, upTo: Sequence }),
  Closed({ upTo: Sequence }),
])
export type ReadMark = Static<typeof ReadMark>

/** What a client says on /ws/notifications. */
export const notificationClientMessages = {
  /** `lastSeen`: the number of the last one that it has; null: it has none and wants only new ones. */
  'session.hello': Closed({
    version: Type.Integer(),
    token: Type.String({ maxLength: 4096 }),
    lastSeen: Type.Union([Sequence, Type.Null()]),
  }),
  'session.ping': Closed({ id: Type.Integer({ minimum: 0 }) }),
  /** The person has seen everything up to this number. */
  'notifications.acknowledge': Closed({ sequence: Sequence }),
  'notifications.read': Closed({ mark: ReadMark }),
}

const Ringing = Closed({
  channelId: Id,
  from: Somebody,
  expiresAt: Instant,
  /** The person does not want to be disturbed now: it is shown and makes no sound. */
  isQuiet: Type.Boolean(),
})
export type Ringing = Static<typeof Ringing>

/** Why a call does not ring any more for somebody. */
export const RingEnd = Type.Enum(['answered', 'declined', 'cancelled', 'missed'])
export type RingEnd = Static<typeof RingEnd>

/** What the server says on /ws/notifications. */
export const notificationServerMessages = {
  'session.welcome': Closed({
    version: Type.Integer(),
    /** The number of the newest one. */
    head: Sequence,
    /** The first that follows has the next number. */
    from: Sequence,
    acknowledged: Sequence,
    counts: NotificationCounts,
    levels: Type.Array(PlaceLevel),
  }),
  'session.pong': Closed({ id: Type.Integer({ minimum: 0 }) }),
  'session.going': Closed({ returnAfterMs: Type.Integer({ minimum: 0 }) }),
  'session.refused': Closed({ code: ErrorCode, message: Type.String() }),
  /** In order, each exactly one after the one before: what was missed, or what has just happened. */
  'notifications.added': Closed({
    notifications: Type.Array(Notification, { minItems: 1, maxItems: notificationLimits.pageItems }),
  }),
  /** On any of the person's devices. */
  'notifications.acknowledged': Closed({ sequence: Sequence }),
  'notifications.read': Closed({ mark: ReadMark }),
  'counts.changed': Closed({ counts: NotificationCounts }),
  'levels.changed': Closed({ place: PlaceLevel }),
  'quietHours.changed': Closed({ quietHours: Type.Union([QuietHours, Type.Null()]) }),
  'conversation.changed': Closed({ conversation: Conversation }),
  /** The viewer left it, was taken out of it, or hid it. */
  'conversation.removed': Closed({ channelId: Id }),
  /** Who is in the call of a conversation now. */
  'call.changed': Closed({ channelId: Id, occupants: Type.Array(Occupant) }),
  'call.ringing': Ringing,
  'call.ended': Closed({ channelId: Id, because: RingEnd }),
  /** To who rang: somebody does not come. */
  'call.declined': Closed({ channelId: Id, userId: Id }),
}

export type NotificationClientMessage = MessageOf<typeof notificationClientMessages>
export type NotificationServerMessage = MessageOf<typeof notificationServerMessages>
export const parseNotificationClientMessage = createMessageParser(
  notificationClientMessages,
  notificationLimits.messageLength,
)
export const parseNotificationServerMessage = createMessageParser(notificationServerMessages, 4 * 1024 * 1024)

/** What is pushed to a browser that has no tab of ours open. */
export const PushMessage = Type.Union([
  Closed({ type: Type.Enum(['notification.added']), notification: Notification }),
  Closed({ type: Type.Enum(['call.ringing']), ...Ringing.properties }),
])
export type PushMessage = Static<typeof PushMessage>

/** Throws for anything else. */
export const readPushMessage = (value: unknown): PushMessage => Value.Parse(PushMessage, value)
