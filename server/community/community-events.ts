import type { CommunityId, PresenceServerMessage, UserId } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'

type Fact<T extends PresenceServerMessage['type']> = Extract<PresenceServerMessage, { type: T }>

/** What those who watch a community are told. */
export type PublicFact = Fact<
  | 'channel.created'
  | 'channel.updated'
  | 'channel.deleted'
  | 'channels.arranged'
  | 'category.put'
  | 'category.deleted'
  | 'roles.changed'
  /** To everybody who looks. */
  | 'access.changed'
  | 'community.updated'
  | 'member.joined'
  | 'member.updated'
  | 'member.left'
  /** Of a member. */
  | 'keys.changed'
  | 'message.posted'
  | 'message.changed'
  | 'message.deleted'
  | 'message.listened'
  | 'reaction.added'
  | 'reaction.removed'
>
/** Between parts of the server only. */
type InternalFact =
  /** What they said in the last `purgeSeconds` is to be removed. */
  | { type: 'member.banned'; communityId: CommunityId; userId: UserId; purgeSeconds: number }
  | { type: 'automatic_rules.changed'; communityId: CommunityId }

/** Published under the community's id. */
export type CommunityFact = PublicFact | InternalFact
export type CommunityEvents = TopicBus<CommunityFact>

const internal: ReadonlySet<string> = new Set<InternalFact['type']>(['member.banned', 'automatic_rules.changed'])
const isPublic = (fact: CommunityFact): fact is PublicFact => !internal.has(fact.type)

/** Subscribes to what may leave the server. */
export const publicFactsOf =
  ({ subscribe }: Pick<CommunityEvents, 'subscribe'>) =>
  (communityId: CommunityId, listener: (fact: PublicFact) => void): (() => void) =>
    subscribe(communityId, (fact) => {
      if (isPublic(fact)) listener(fact)
    })

/** Published under the user's id. */
export type UserFact = Fact<'community.joined' | 'community.left' | 'access.changed'>
export type UserEvents = Pick<TopicBus<UserFact>, 'publish'>
