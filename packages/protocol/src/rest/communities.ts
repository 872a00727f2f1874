import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Permission } from '../permissions.ts'
import { Closed } from '../wire/message-table.ts'
import { Avatar } from './avatars.ts'
import { Category, Channel } from './channels.ts'
import { Member } from './members.ts'
import { Role } from './roles.ts'

/** `private`: by invite only. `unlisted`: anybody who knows its address may look and join. `public`: found by search. */
export const Visibility = Type.Enum(['private', 'unlisted', 'public'])
export type Visibility = Static<typeof Visibility>

/** What a newcomer must have before taking part. */
export const VerificationLevel = Type.Enum(['none', 'verified_email', 'account_of_a_day'])
export type VerificationLevel = Static<typeof VerificationLevel>

/** What newcomers may read of what was sealed before they came. */
export const HistoryPolicy = Type.Enum(['from_joining', 'all'])
export type HistoryPolicy = Static<typeof HistoryPolicy>

export const Community = Type.Object({
  id: Id,
  name: Type.String(),
  icon: Avatar,
  description: Type.String(),
  tags: Type.Array(Type.String()),
  visibility: Visibility,
  createdAt: Instant,
})
export type Community = Static<typeof Community>

export const CommunityName = Type.String({ minLength: 1, maxLength: 64, pattern: '\\S' })
export const CommunityDraft = Closed({ name: CommunityName })
export type CommunityDraft = Static<typeof CommunityDraft>

export const CommunitySettings = Type.Object({
  rules: Type.String(),
  verification: VerificationLevel,
  historyPolicy: HistoryPolicy,
  systemChannelId: Type.Union([Id, Type.Null()]),
  afkChannelId: Type.Union([Id, Type.Null()]),
  afkSeconds: Type.Integer(),
})
export type CommunitySettings = Static<typeof CommunitySettings>

/** What one member sees on opening a community. */
export const CommunityView = Type.Object({
  community: Community,
  settings: CommunitySettings,
  categories: Type.Array(Category),
  channels: Type.Array(Channel, { description: 'those that the viewer may see' }),
  roles: Type.Array(Role, { description: 'the highest first' }),
  permissions: Type.Array(Permission, { description: "the viewer's own, in the whole community" }),
  member: Member,
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
