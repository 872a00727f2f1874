import type { PresenceServerMessage } from '@chaos/protocol'
import type { TopicBus } from '../utils/topic-bus.ts'

type Fact<T extends PresenceServerMessage['type']> = Extract<PresenceServerMessage, { type: T }>

/** Published under the community's id. */
export type CommunityFact = Fact<
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
>
export type CommunityEvents = TopicBus<CommunityFact>

/** Published under the user's id. */
export type UserFact = Fact<'community.joined' | 'community.left' | 'access.changed'>
export type UserEvents = Pick<TopicBus<UserFact>, 'publish'>
