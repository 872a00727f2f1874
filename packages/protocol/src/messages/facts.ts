import { Type } from 'typebox'
import { Id } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Listening, Message, Position, Reaction } from './message.ts'
import { Draft, ReadState } from './reading.ts'

/** null: a conversation. */
const Home = Type.Union([Id, Type.Null()])

/** What the server says about messages on /ws/presence, to those who see the channel. */
export const messageServerMessages = {
  'message.posted': Closed({ communityId: Home, message: Message }),
  /** Edited, pinned, taken from the pins. */
  'message.changed': Closed({ communityId: Home, message: Message }),
  'message.deleted': Closed({
    ...{ communityId: Home, channelId: Id, messageId: Id, position: Position },
    /** false: not even its place is left, since the channel keeps messages for a time only. */
    leavesPlace: Type.Boolean(),
  }),
  'reaction.added': Closed({ communityId: Home, channelId: Id, messageId: Id, reaction: Reaction }),
  'reaction.removed': Closed({ communityId: Home, channelId: Id, messageId: Id, reactionId: Id }),
  /** Somebody who says so listened to its end. */
  'message.listened': Closed({ communityId: Home, channelId: Id, messageId: Id, userId: Id }),
  /** The viewer's own, perhaps on another device. */
  'reading.changed': Closed({ state: ReadState }),
  'listening.changed': Closed({ channelId: Id, listening: Listening }),
  /** null: it was sent or thrown away. */
  'draft.changed': Closed({ channelId: Id, draft: Type.Union([Draft, Type.Null()]) }),
}
