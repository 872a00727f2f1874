import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Permission } from '../permissions.ts'
import { Closed } from '../wire/message-table.ts'
import { Avatar } from './avatars.ts'
import { Channel } from './channels.ts'

export const Community = Type.Object({ id: Id, name: Type.String(), createdAt: Instant })
export type Community = Static<typeof Community>

const CommunityName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })
export const CommunityDraft = Closed({ name: CommunityName })
export type CommunityDraft = Static<typeof CommunityDraft>

export const Member = Type.Object({
  userId: Id,
  userName: Type.String(),
  displayName: Type.String(),
  avatar: Avatar,
  role: Type.Enum(['owner', 'member']),
  joinedAt: Instant,
})
export type Member = Static<typeof Member>

/** One page of members, ordered by joining; `next` is the cursor of the following page. */
export const MemberPage = Type.Object({ items: Type.Array(Member), next: Type.Union([Type.String(), Type.Null()]) })
export type MemberPage = Static<typeof MemberPage>

/** What one member sees on opening a community. */
export const CommunityView = Type.Object({
  community: Community,
  channels: Type.Array(Channel),
  permissions: Type.Array(Permission, { description: "the viewer's own, in the whole community" }),
})
export type CommunityView = Static<typeof CommunityView>

/** Invite codes are 128 random bits in base64url. */
export const InviteCode = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

export const Invite = Type.Object({
  code: InviteCode,
  communityId: Id,
  url: Type.String(),
  expiresAt: Type.Union([Instant, Type.Null()]),
})
export type Invite = Static<typeof Invite>

export const InviteDraft = Closed({
  expiresInSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 31_536_000 })),
})
export type InviteDraft = Static<typeof InviteDraft>

/** What a link shows before anybody signs in. */
export const InvitePreview = Type.Object({
  code: InviteCode,
  community: Community,
  memberCount: Type.Integer(),
  /** The channel to open after joining, when there is one. */
  channelId: Type.Union([Id, Type.Null()]),
})
export type InvitePreview = Static<typeof InvitePreview>

/** Where somebody arrives who took an invite. */
export const InviteAcceptance = Type.Object({
  community: Community,
  channelId: Type.Union([Id, Type.Null()]),
})
export type InviteAcceptance = Static<typeof InviteAcceptance>
