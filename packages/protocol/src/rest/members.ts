import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Avatar } from './avatars.ts'

/** Somebody in a community. `displayName` is the account's; a nickname goes before it. */
export const Member = Type.Object({
  userId: Id,
  userName: Type.String(),
  displayName: Type.String(),
  nickname: Type.Union([Type.String(), Type.Null()]),
  avatar: Avatar,
  isOwner: Type.Boolean(),
  isBot: Type.Boolean(),
  /** Those given to them; the one of everybody is not named. */
  roleIds: Type.Array(Id),
  joinedAt: Instant,
  timeoutUntil: Type.Union([Instant, Type.Null()]),
})
export type Member = Static<typeof Member>

/** One page of members, ordered by joining; `next` is the cursor of the following page. */
export const MemberPage = Type.Object({ items: Type.Array(Member), next: Type.Union([Type.String(), Type.Null()]) })
export type MemberPage = Static<typeof MemberPage>
