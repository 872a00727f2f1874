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

/** What a new community starts with: rooms, headings and roles. */
export const communityTemplates = ['gaming', 'study', 'team', 'podcast', 'empty'] as const
export const CommunityTemplate = Type.Enum([...communityTemplates])
export type CommunityTemplate = Static<typeof CommunityTemplate>

export const CommunityDraft = Closed({
  name: CommunityName,
  /** `empty` unless it is named. */
  template: Type.Optional(CommunityTemplate),
})
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

export const communityLimits = {
  descriptionLength: 300,
  rulesLength: 4000,
  tags: 5,
  tagLength: 24,
  defaultRoles: 10,
} as const

export const CommunityTag = Type.String({ pattern: '^[a-z0-9-]{1,24}$' })

/** What is absent stays as it is. */
export const CommunityChange = Closed({
  name: Type.Optional(CommunityName),
  description: Type.Optional(Type.String({ maxLength: communityLimits.descriptionLength })),
  tags: Type.Optional(Type.Array(CommunityTag, { maxItems: communityLimits.tags, uniqueItems: true })),
  visibility: Type.Optional(Visibility),
  rules: Type.Optional(Type.String({ maxLength: communityLimits.rulesLength })),
  verification: Type.Optional(VerificationLevel),
  historyPolicy: Type.Optional(HistoryPolicy),
  /** Roles that newcomers get: all of them. */
  defaultRoleIds: Type.Optional(Type.Array(Id, { maxItems: communityLimits.defaultRoles, uniqueItems: true })),
  systemChannelId: Type.Optional(Type.Union([Id, Type.Null()])),
  afkChannelId: Type.Optional(Type.Union([Id, Type.Null()])),
  afkSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 3600 })),
})
export type CommunityChange = Static<typeof CommunityChange>

export const ChangedCommunity = Type.Object({ community: Community, settings: CommunitySettings })
export type ChangedCommunity = Static<typeof ChangedCommunity>

/** Its name, typed by whoever deletes it. */
export const CommunityDeletion = Closed({ name: Type.String({ maxLength: 64 }) })
export const CommunityHandover = Closed({ userId: Id })

/** What a member lacks before taking part; until then they may look on, as in a timeout. */
export const NewcomerNeed = Type.Enum(['rules', 'verified_email', 'account_of_a_day'])
export type NewcomerNeed = Static<typeof NewcomerNeed>

export const Newcomer = Type.Object({
  needs: Type.Array(NewcomerNeed),
  /** When the account is a day old, where that is asked for and still to come. */
  oldEnoughAt: Type.Union([Instant, Type.Null()]),
})
export type Newcomer = Static<typeof Newcomer>

/** What one member sees on opening a community. */
export const CommunityView = Type.Object({
  community: Community,
  settings: CommunitySettings,
  categories: Type.Array(Category),
  channels: Type.Array(Channel, { description: 'those that the viewer may see' }),
  roles: Type.Array(Role, { description: 'the highest first' }),
  permissions: Type.Array(Permission, { description: "the viewer's own, in the whole community" }),
  member: Member,
  newcomer: Newcomer,
})
export type CommunityView = Static<typeof CommunityView>
