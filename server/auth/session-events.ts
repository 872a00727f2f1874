import type { TopicBus } from '../utils/topic-bus.ts'

/** Published under the session's id when it ends: signed out, or a stolen refresh token showed. */
export type SessionFact = { type: 'session.revoked'; sessionId: string; userId: string }
export type SessionEvents = TopicBus<SessionFact>
