import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { PageQuery } from './pages.ts'
import { User } from './users.ts'

/** What somebody is to the viewer. `requested`: the viewer asks to be friends. `asked`: they ask the viewer. */
export const RelationshipKind = Type.Enum(['friend', 'requested', 'asked', 'blocked'])
export type RelationshipKind = Static<typeof RelationshipKind>

export const Relationship = Type.Object({ user: User, kind: RelationshipKind, since: Instant })
export type Relationship = Static<typeof Relationship>

/** One page, the oldest accounts first. */
export const RelationshipPage = Type.Object({
  items: Type.Array(Relationship),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type RelationshipPage = Static<typeof RelationshipPage>

/** Without `kind`: of all kinds. */
export const RelationshipQuery = Closed({ ...PageQuery.properties, kind: Type.Optional(RelationshipKind) })
export type RelationshipQuery = Static<typeof RelationshipQuery>

/** Whom to ask: somebody seen, or somebody whose user name is known. */
export const FriendRequest = Type.Union([
  Closed({ userId: Id }),
  Closed({ userName: Type.String({ minLength: 1, maxLength: 64 }) }),
])
export type FriendRequest = Static<typeof FriendRequest>
