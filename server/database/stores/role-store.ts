import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import { and, eq, inArray, isNotNull, or } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { memberRoles, members, permissionOverrides, roles } from '../schema.ts'

export type RoleStore = ReturnType<typeof createRoleStore>

export type HeldRole = { id: string; kind: 'owner' | 'member' | 'custom'; permissions: string[] }
export type ChannelOverride = { target: 'role' | 'member'; allow: string[]; deny: string[] }

export function createRoleStore(db: Database) {
  return {
    /** Everything a user holds in a community, the role of everybody included; empty for those who are not in it. */
    async heldBy(userId: UserId, communityId: CommunityId): Promise<HeldRole[]> {
      const given = and(eq(memberRoles.roleId, roles.id), eq(memberRoles.userId, members.userId))
      return db
        .select({ id: roles.id, kind: roles.kind, permissions: roles.permissions })
        .from(members)
        .innerJoin(roles, eq(roles.communityId, members.communityId))
        .leftJoin(memberRoles, given)
        .where(
          and(
            eq(members.communityId, communityId),
            eq(members.userId, userId),
            or(eq(roles.kind, 'member'), isNotNull(memberRoles.roleId)),
          ),
        )
    },

    /** What a channel changes for this user or for one of these roles. */
    async overridesFor(channelId: ChannelId, userId: UserId, roleIds: string[]): Promise<ChannelOverride[]> {
      const rows = await db
        .select({
          roleId: permissionOverrides.roleId,
          allow: permissionOverrides.allow,
          deny: permissionOverrides.deny,
        })
        .from(permissionOverrides)
        .where(
          and(
            eq(permissionOverrides.channelId, channelId),
            or(eq(permissionOverrides.userId, userId), inArray(permissionOverrides.roleId, roleIds)),
          ),
        )
      return rows.map(({ roleId, allow, deny }) => ({ target: roleId ? 'role' : 'member', allow, deny }))
    },
  }
}
