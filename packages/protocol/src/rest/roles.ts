import { type Static, Type } from 'typebox'
import { Id } from '../ids.ts'
import { Permission, channelPermissions } from '../permissions.ts'
import { Closed } from '../wire/message-table.ts'
import { Category, Channel } from './channels.ts'

const RoleColor = Type.Union([Type.String({ pattern: '^#[0-9a-f]{6}$' }), Type.Null()])

/** Smaller positions are higher. `owner` and `member` (everybody) are built in. */
export const Role = Type.Object({
  id: Id,
  communityId: Id,
  kind: Type.Enum(['owner', 'member', 'custom']),
  name: Type.String(),
  color: RoleColor,
  position: Type.Integer(),
  permissions: Type.Array(Permission),
  /** Its members are listed under its name. */
  isListed: Type.Boolean(),
  /** Newcomers get it. */
  isDefault: Type.Boolean(),
})
export type Role = Static<typeof Role>

const RoleName = Type.String({ minLength: 1, maxLength: 48, pattern: '\\S' })
const PermissionSet = Type.Array(Permission, { maxItems: 64 })

/** Of a role that is made; it stands below all others but that of everybody. */
export const RoleDraft = Closed({
  name: RoleName,
  color: Type.Optional(RoleColor),
  permissions: Type.Optional(PermissionSet),
  isListed: Type.Optional(Type.Boolean()),
  isDefault: Type.Optional(Type.Boolean()),
})
export type RoleDraft = Static<typeof RoleDraft>

/** Of the role of everybody only `permissions` can change; of the owner's nothing. */
export const CommunityRoleChange = Closed({
  name: Type.Optional(RoleName),
  color: Type.Optional(RoleColor),
  permissions: Type.Optional(PermissionSet),
  isListed: Type.Optional(Type.Boolean()),
  isDefault: Type.Optional(Type.Boolean()),
})
export type CommunityRoleChange = Static<typeof CommunityRoleChange>

const RoleIds = Type.Array(Id, { maxItems: 500 })

/** The roles that are not built in, the highest first. Refused when `from` is not how they stand. */
export const RoleOrderChange = Closed({ from: RoleIds, to: RoleIds })
export type RoleOrderChange = Static<typeof RoleOrderChange>

/** What somebody with only one role, and that of everybody, sees and may. */
export const RoleView = Type.Object({
  role: Role,
  permissions: Type.Array(Permission),
  categories: Type.Array(Category),
  channels: Type.Array(Type.Object({ channel: Channel, permissions: Type.Array(Permission) })),
})
export type RoleView = Static<typeof RoleView>

export const ChannelPermission = Type.Enum([...channelPermissions])
export type ChannelPermission = Static<typeof ChannelPermission>

export const OverrideTarget = Type.Enum(['role', 'member'])
export type OverrideTarget = Static<typeof OverrideTarget>

const ChannelPermissionSet = Type.Array(ChannelPermission, { maxItems: 64 })

/** What one role or one member may in one channel, other than elsewhere. */
export const OverrideChange = Closed({ allow: ChannelPermissionSet, deny: ChannelPermissionSet })
export type OverrideChange = Static<typeof OverrideChange>

export const PermissionOverride = Type.Object({
  target: OverrideTarget,
  targetId: Id,
  /** Of a role, or of a person as they are called in the community. */
  name: Type.String(),
  allow: Type.Array(ChannelPermission),
  deny: Type.Array(ChannelPermission),
})
export type PermissionOverride = Static<typeof PermissionOverride>
