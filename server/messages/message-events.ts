import type { PresenceServerMessage } from '@chaos/protocol'
import type { CommunityEvents } from '../community/community-events.ts'
import type { TopicBus } from '../utils/topic-bus.ts'
import type { MessagePlace } from './places.ts'

type Fact<T extends PresenceServerMessage['type']> = Extract<PresenceServerMessage, { type: T }>

/** What those who see a channel are told. */
type SharedFact = Fact<
  'message.posted' | 'message.changed' | 'message.deleted' | 'reaction.added' | 'reaction.removed' | 'message.listened'
>
/** What only a person's own devices are told. */
type OwnFact = Fact<'reading.changed' | 'listening.changed' | 'draft.changed'>

/** Published under a user's id: what happens in conversations, and what is their own. */
export type MessageFact = SharedFact | OwnFact
export type MessageEvents = {
  community: Pick<CommunityEvents, 'publish'>
  user: Pick<TopicBus<MessageFact>, 'publish'>
}

type Untold = { [T in SharedFact['type']]: Omit<Fact<T>, 'communityId'> }[SharedFact['type']]
type Home = Pick<MessagePlace, 'communityId' | 'audience'>

/** Tells everybody who sees a channel: through its community, or one by one in a conversation. */
export const createMessageAnnouncer =
  ({ community, user }: MessageEvents) =>
  async ({ communityId, audience }: Home, untold: Untold): Promise<void> => {
    const fact = { ...untold, communityId }
    if (communityId !== null) community.publish(communityId, fact)
    else for (const userId of await audience()) user.publish(userId, fact)
  }
export type TellMessageFact = ReturnType<typeof createMessageAnnouncer>
