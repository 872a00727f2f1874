import type { PresenceServerMessage } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'

/** Facts about keys for somebody's devices, published under the user's id. */
export type KeyFact = Extract<
  PresenceServerMessage,
  { type: 'keys.changed' | 'approval.changed' | 'channel-keys.changed' | 'channel-keys.waiting' }
>
export type KeyEvents = Pick<TopicBus<KeyFact>, 'publish'>
