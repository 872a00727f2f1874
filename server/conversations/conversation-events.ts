import type { Occupant, UserId } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'

/** What happens around the call of a conversation. Published under the conversation's id. */
export type CallFact =
  | { type: 'call.changed'; occupants: Occupant[] }
  | { type: 'call.declined'; userId: UserId }
  | { type: 'call.cancelled'; userId: UserId }
  /** Not in the conversation any more. */
  | { type: 'conversation.left'; userId: UserId }
export type CallEvents = TopicBus<CallFact>
