import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Community, CommunityTag, VerificationLevel } from './communities.ts'

/** A community as those see it who are not in it. */
export const CommunityPreview = Type.Object({
  community: Community,
  memberCount: Type.Integer(),
  talkingCount: Type.Integer({ description: 'people in rooms that are open to every member, now' }),
  hasRules: Type.Boolean({ description: 'newcomers agree to rules before they take part' }),
  verification: VerificationLevel,
  channelId: Type.Union([Id, Type.Null()], { description: 'the room to open after joining, when there is one' }),
})
export type CommunityPreview = Static<typeof CommunityPreview>

export const DiscoveryOrder = Type.Enum(['activity', 'members'])
export type DiscoveryOrder = Static<typeof DiscoveryOrder>

export const DiscoveryQuery = Closed({
  /** All of them are found in the name or the description; small typing errors are forgiven. */
  words: Type.Optional(Type.String({ maxLength: 100 })),
  tag: Type.Optional(CommunityTag),
  order: Type.Optional(DiscoveryOrder),
  cursor: Type.Optional(Type.String({ maxLength: 256 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 50 })),
})
export type DiscoveryQuery = Static<typeof DiscoveryQuery>

export const DiscoveredCommunity = Type.Object({
  community: Community,
  memberCount: Type.Integer(),
  talkingCount: Type.Integer(),
  activeAt: Instant,
  isMember: Type.Boolean(),
})
export type DiscoveredCommunity = Static<typeof DiscoveredCommunity>

export const DiscoveryPage = Type.Object({
  items: Type.Array(DiscoveredCommunity),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type DiscoveryPage = Static<typeof DiscoveryPage>
