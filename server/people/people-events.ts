import type { PresenceServerMessage, UserId } from '@chaos/protocol'
import type { StatusRow } from '../database/stores/status-store.ts'
import type { TopicBus } from '../utils/topic-bus.ts'

/** Facts for somebody's own devices, published under the user's id. */
export type OwnPeopleFact = Extract<
  PresenceServerMessage,
  { type: 'relationship.changed' | 'relationship.ended' | 'status.changed' }
>
export type OwnPeopleEvents = Pick<TopicBus<OwnPeopleFact>, 'publish'>

/** Facts for whoever shows presence to others; all under one topic, since any process may need any of them. */
export type PeopleFact =
  | { type: 'status.chosen'; userId: UserId; chosen: StatusRow['chosen']; words: string; wordsUntil: string | null }
  /** Who may know of whom has changed between these. */
  | { type: 'circle.changed'; userIds: UserId[] }
export type PeopleEvents = TopicBus<PeopleFact>

export const peopleTopic = 'people'
