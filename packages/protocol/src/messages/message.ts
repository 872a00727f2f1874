import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { User } from '../rest/users.ts'
import { Closed } from '../wire/message-table.ts'
import { Mentions, MessageBody, Moment, ReactionBody } from './content.ts'
import { messageLimits } from './limits.ts'

const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) => Type.Union([schema, Type.Null()])
const Duration = Type.Integer({ minimum: 1, maximum: messageLimits.longestSeconds * 1000, description: 'ms' })

/** Counts the messages of one channel from 1, in the order in which everybody sees them. None is given twice. */
export const Position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** A recording as the server knows it: a thing of some length and size. */
export const MessageAudio = Closed({
  /** Names the bytes; who seals them binds them to it (crypto's SPEC C1). */
  objectId: Id,
  durationMs: Duration,
  sizeBytes: Type.Integer({ minimum: 0 }),
  /** Of a sealed object (SPEC C3); 0: it is not sealed. */
  chunkCount: Type.Integer({ minimum: 0 }),
})
export type MessageAudio = Static<typeof MessageAudio>

export const Reaction = Closed({
  id: Id,
  userId: Id,
  body: ReactionBody,
  createdAt: Instant,
})
export type Reaction = Static<typeof Reaction>

/** A message as everybody in the channel sees it. */
export const Message = Closed({
  id: Id,
  channelId: Id,
  position: Position,
  kind: Type.Enum(['voice', 'text']),
  /** null: an account that is gone. */
  author: Nullable(Closed({ ...User.properties })),
  /** null: it was deleted, and only its place is left. */
  body: Nullable(MessageBody),
  audio: Nullable(MessageAudio),
  replyToId: Nullable(Id),
  mentions: Mentions,
  isForwarded: Type.Boolean(),
  /** The first `shownReactions` of them, oldest first. */
  reactions: Type.Array(Reaction),
  reactionCount: Type.Integer({ minimum: 0 }),
  /** How many others have listened to its end and say so. */
  listenerCount: Type.Integer({ minimum: 0 }),
  pinnedAt: Nullable(Instant),
  createdAt: Instant,
  editedAt: Nullable(Instant),
  deletedAt: Nullable(Instant),
})
export type Message = Static<typeof Message>

/**
 * A new message. Its id is the client's choice, a fresh UUIDv7: whoever sends the same again gets what is there, so that no
 * message is posted twice.
 */
export const MessageDraft = Closed({
  id: Id,
  channelId: Id,
  body: MessageBody,
  /** A recording: an upload that is complete, or, with `forwardOf`, that message's. */
  audio: Type.Optional(Closed({ objectId: Id, durationMs: Duration })),
  replyToId: Type.Optional(Id),
  /** The message that this one hands on; the viewer has to see it. */
  forwardOf: Type.Optional(Id),
  mentions: Type.Optional(Mentions),
})
export type MessageDraft = Static<typeof MessageDraft>

/** Another text or caption; everything else of a message stays. */
export const MessageChange = Closed({ body: MessageBody })
export type MessageChange = Static<typeof MessageChange>

/** The id is the client's choice, as that of a message. */
export const ReactionDraft = Closed({ id: Id, body: ReactionBody })
export type ReactionDraft = Static<typeof ReactionDraft>

export const ReactionPage = Type.Object({ items: Type.Array(Reaction), next: Nullable(Type.String()) })
export type ReactionPage = Static<typeof ReactionPage>

const Limit = Type.Optional(Type.Integer({ minimum: 1, maximum: messageLimits.messagesPerPage }))
const Cursor = Type.Optional(Type.String({ maxLength: 32 }))

/**
 * Which part of a channel. At most one of `before`, `after`, `around` and `at`; without any it is the newest.
 * `before` and `after` are cursors of another page; `around` is a message; `at` is a time.
 */
export const MessageQuery = Closed({
  channelId: Id,
  before: Cursor,
  after: Cursor,
  around: Type.Optional(Id),
  at: Type.Optional(Instant),
  limit: Limit,
})
export type MessageQuery = Static<typeof MessageQuery>

/** How far the viewer listened to a recording. */
export const Listening = Closed({
  messageId: Id,
  positionMs: Moment,
  isFinished: Type.Boolean(),
  updatedAt: Instant,
})
export type Listening = Static<typeof Listening>

/** In the order of their positions. A cursor is null where nothing more is. */
export const MessagePage = Type.Object({
  items: Type.Array(Message),
  older: Nullable(Type.String()),
  newer: Nullable(Type.String()),
  /** Of the viewer, for those of the items that they began to listen to. */
  listening: Type.Array(Listening),
})
export type MessagePage = Static<typeof MessagePage>

/** The latest pin first. */
export const PinQuery = Closed({ channelId: Id })
export const PinList = Type.Array(Message, { maxItems: messageLimits.pinsPerChannel })
