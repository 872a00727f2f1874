import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { ServerAuditEntry } from './administration.ts'
import { PageQuery } from './pages.ts'

/** What a community's log can be filtered by, and with which words the names of its actions begin. */
export const auditGroups = {
  members: ['member.'],
  roles: ['community_role', 'member_role.'],
  channels: ['channel.', 'channels.', 'category.', 'override.'],
  voice: ['voice.'],
  invites: ['invite.'],
  reports: ['report.'],
  rules: ['automatic_rule.'],
  community: ['community.', 'bot.', 'webhook.'],
} as const

const groupNames = ['members', 'roles', 'channels', 'voice', 'invites', 'reports', 'rules', 'community'] as const
export const AuditGroup = Type.Enum([...groupNames])
export type AuditGroup = Static<typeof AuditGroup>
export const auditGroupNames: readonly AuditGroup[] = groupNames

const { ip: _, ...shown } = ServerAuditEntry.properties

/** An entry of a community's own log. Where somebody was when they did it is not its business. */
export const CommunityAuditEntry = Type.Object(shown)
export type CommunityAuditEntry = Static<typeof CommunityAuditEntry>

/** Newest first. */
export const CommunityAuditPage = Type.Object({
  items: Type.Array(CommunityAuditEntry),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type CommunityAuditPage = Static<typeof CommunityAuditPage>

export const CommunityAuditQuery = Closed({
  ...PageQuery.properties,
  group: Type.Optional(AuditGroup),
  actorId: Type.Optional(Id),
  subjectId: Type.Optional(Id),
  /** At this time or later. */
  from: Type.Optional(Instant),
  /** Before this time. */
  until: Type.Optional(Instant),
})
export type CommunityAuditQuery = Static<typeof CommunityAuditQuery>
