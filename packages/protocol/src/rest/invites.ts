import { type Static, Type } from 'typebox'
import { Id, Instant } from '../ids.ts'
import { Closed } from '../wire/message-table.ts'
import { Community } from './communities.ts'
import { CommunityPreview } from './discovery.ts'
import { User } from './users.ts'

/** Invite codes are 128 random bits in base64url. */
export const InviteCode = Type.String({ pattern: '^[A-Za-z0-9_-]{22}$' })

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

export const Invite = Type.Object({
  code: InviteCode,
  communityId: Id,
  url: Type.String(),
  createdAt: Instant,
  /** null: the account is gone. */
  createdBy: Nullable(User),
  expiresAt: Nullable(Instant),
  /** null: any number of times. */
  mostUses: Nullable(Type.Integer()),
  uses: Type.Integer(),
  /** What who comes by it gets. */
  roleId: Nullable(Id),
  /** Where it leads; null: wherever newcomers arrive. */
  channelId: Nullable(Id),
})
export type Invite = Static<typeof Invite>

export const InvitePage = Type.Object({ items: Type.Array(Invite), next: Nullable(Type.String()) })
export type InvitePage = Static<typeof InvitePage>

export const InviteDraft = Closed({
  expiresInSeconds: Type.Optional(Type.Integer({ minimum: 60, maximum: 31_536_000 })),
  mostUses: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
  roleId: Type.Optional(Id),
  channelId: Type.Optional(Id),
})
export type InviteDraft = Static<typeof InviteDraft>

/** What a link shows before anybody signs in. */
export const InvitePreview = Type.Object({
  ...CommunityPreview.properties,
  code: InviteCode,
  /** null: the account is gone. */
  invitedBy: Nullable(User),
})
export type InvitePreview = Static<typeof InvitePreview>

/** Where somebody arrives who joined. */
export const InviteAcceptance = Type.Object({ community: Community, channelId: Nullable(Id) })
export type InviteAcceptance = Static<typeof InviteAcceptance>
