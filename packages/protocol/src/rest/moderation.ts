import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { PageQuery } from './pages.ts'
import { User } from './users.ts'

const day = 86_400

/** Bounds of what moderators say and decide. */
export const moderationLimits = {
  reasonLength: 300,
  nicknameLength: 32,
  timeoutSeconds: { min: 60, max: 28 * day },
  purgeSeconds: 7 * day,
  rules: 50,
  wordsPerRule: 200,
  wordLength: 40,
  reportWords: 1000,
  noteWords: 1000,
} as const

/** What the person concerned reads. */
const Reason = Type.String({ maxLength: moderationLimits.reasonLength })

export const KickDraft = Closed({ reason: Type.Optional(Reason) })
export type KickDraft = Static<typeof KickDraft>

export const BanDraft = Closed({
  reason: Type.Optional(Reason),
  purgeSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: moderationLimits.purgeSeconds,
      description: 'how far back what they said is removed; 0: nothing is',
    }),
  ),
})
export type BanDraft = Static<typeof BanDraft>

export const TimeoutDraft = Closed({
  seconds: Type.Integer({
    minimum: moderationLimits.timeoutSeconds.min,
    maximum: moderationLimits.timeoutSeconds.max,
  }),
  reason: Type.Optional(Reason),
})
export type TimeoutDraft = Static<typeof TimeoutDraft>

/** null: back to the name of the account. */
export const NicknameChange = Closed({
  nickname: Type.Union([
    Type.String({ minLength: 1, maxLength: moderationLimits.nicknameLength, pattern: '\\S' }),
    Type.Null(),
  ]),
})
export type NicknameChange = Static<typeof NicknameChange>

export const Ban = Type.Object({
  user: User,
  reason: Type.String(),
  /** null: an account that is gone. */
  bannedBy: Type.Union([User, Type.Null()]),
  createdAt: Instant,
})
export type Ban = Static<typeof Ban>

/** Newest first; `next` is the cursor of the following page. */
export const BanPage = Type.Object({ items: Type.Array(Ban), next: Type.Union([Type.String(), Type.Null()]) })
export type BanPage = Static<typeof BanPage>

/** What somebody who is banned may know about that. */
export const OwnBan = Type.Object({ communityId: Id, name: Type.String(), reason: Type.String(), createdAt: Instant })
export type OwnBan = Static<typeof OwnBan>

/** How somebody was removed from a community by others. */
export const Removal = Closed({ how: Type.Enum(['kicked', 'banned']), name: Type.String(), reason: Type.String() })
export type Removal = Static<typeof Removal>

export const MemberOrder = Type.Enum(['joined', 'name'])
export type MemberOrder = Static<typeof MemberOrder>

export const MemberQuery = Closed({
  ...PageQuery.properties,
  /** Longer than others: it may hold a name. */
  cursor: Type.Optional(Type.String({ maxLength: 512 })),
  /** What the user name, the account's name or the nickname begins with. */
  search: Type.Optional(Type.String({ maxLength: 64 })),
  roleId: Type.Optional(Id),
  order: Type.Optional(MemberOrder),
})
export type MemberQuery = Static<typeof MemberQuery>
