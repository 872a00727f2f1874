import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { User } from '../rest/users.ts'
import { Closed } from '../wire/message-table.ts'
import { MessageBody, Moment } from './content.ts'
import { Listening, Message, Position } from './message.ts'

/** How far the viewer has read in one channel. */
export const ReadState = Closed({
  channelId: Id,
  /** The last position that they have seen; 0: none. */
  readPosition: Position,
  /** The newest one there is. */
  lastPosition: Position,
  /** Messages of others after the unread line. */
  unread: Type.Integer({ minimum: 0 }),
  /** Recordings of others that the viewer did not listen to yet, since they have been there, and their time in all. */
  unheard: Type.Integer({ minimum: 0 }),
  unheardMs: Type.Integer({ minimum: 0 }),
})
export type ReadState = Static<typeof ReadState>

/** Of all channels that hold messages and that the viewer sees: of one community, or of their conversations. */
export const ReadStateQuery = Closed({ communityId: Type.Optional(Id) })
export const ReadStateList = Type.Array(ReadState)

/** Moves the unread line: forward when something was read, back when it is marked as unread. */
export const ReadChange = Closed({ position: Position })
export type ReadChange = Static<typeof ReadChange>

/** `share`: others may see that it was listened to. */
export const ListeningChange = Closed({ positionMs: Moment, isFinished: Type.Boolean(), share: Type.Boolean() })
export type ListeningChange = Static<typeof ListeningChange>

export const Listener = Closed({ user: Closed({ ...User.properties }), listenedAt: Instant })
export type Listener = Static<typeof Listener>
export const ListenerPage = Type.Object({
  items: Type.Array(Listener),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type ListenerPage = Static<typeof ListenerPage>

/** "Catch up": what the viewer has not heard in a channel, the oldest first. */
export const UnheardQuery = Closed({ channelId: Id, cursor: Type.Optional(Type.String({ maxLength: 32 })) })
export type UnheardQuery = Static<typeof UnheardQuery>
export const UnheardPage = Type.Object({
  items: Type.Array(Message),
  listening: Type.Array(Listening),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type UnheardPage = Static<typeof UnheardPage>

/** What was begun and not sent, the same on all of a person's devices. */
export const Draft = Closed({
  channelId: Id,
  /** An envelope's `messageId` is an id of the draft's own. */
  body: MessageBody,
  replyToId: Type.Union([Id, Type.Null()]),
  updatedAt: Instant,
})
export type Draft = Static<typeof Draft>
export const DraftList = Type.Array(Draft)

export const DraftChange = Closed({ body: MessageBody, replyToId: Type.Optional(Id) })
export type DraftChange = Static<typeof DraftChange>
