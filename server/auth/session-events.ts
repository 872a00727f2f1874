import type { SessionEnd, SessionId, UserId } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'

/** Published under the session's id and under `everySession` when it ends. */
export type SessionFact = { type: 'session.revoked'; sessionId: SessionId; userId: UserId; because: SessionEnd }
export type SessionEvents = TopicBus<SessionFact>

/** The topic of those who have to hear of every session. */
export const everySession = 'every'
