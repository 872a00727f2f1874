import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Avatar } from './avatars.ts'
import { Profile } from './profile.ts'
import { RelationshipKind } from './relationships.ts'

/** A community that two people are both in. */
export const MutualCommunity = Type.Object({ id: Id, name: Type.String(), icon: Avatar })
export type MutualCommunity = Static<typeof MutualCommunity>

/** What people who share a community, a conversation or a friendship may read about each other. */
export const PersonProfile = Type.Object({
  ...Profile.properties,
  mutualCommunities: Type.Array(MutualCommunity),
  /** How many are friends of both. */
  mutualFriends: Type.Integer(),
  relationship: Type.Union([RelationshipKind, Type.Null()]),
})
export type PersonProfile = Static<typeof PersonProfile>
