import type { AuthMethod, SessionId, UserId } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { ClientInfo } from './client-info.ts'

/** What happened to an account that its person should hear of. */
export type AccountFact = { userId: UserId; client: ClientInfo } & (
  | { type: 'session.opened'; sessionId: SessionId; methods: AuthMethod[]; isNewDevice: boolean }
  | { type: 'password.changed' }
  | { type: 'second_factor.changed' }
  | { type: 'refresh.reused' }
  | { type: 'account.deletion_requested' }
)

/** All facts are published under this one topic. */
export const accountTopic = 'accounts'
export type AccountEvents = TopicBus<AccountFact>
