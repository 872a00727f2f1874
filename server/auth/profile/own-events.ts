import type { PresenceServerMessage } from '@chaos/protocol'
import type { TopicBus } from '../../utils/topic-bus.ts'

/** Facts about an account for its own devices, published under the user's id. */
export type OwnFact = Extract<PresenceServerMessage, { type: 'profile.changed' | 'preferences.changed' }>
export type OwnEvents = Pick<TopicBus<OwnFact>, 'publish'>
