import type { AvatarId, ChannelId, CommunityId, UserId } from '@chaos/protocol'
import { and, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bots, channels, communities, memberRoles, members, roles, users } from '../schema.ts'

export type OwnershipStore = ReturnType<typeof createOwnershipStore>

export type Leaving = 'left' | 'owner' | 'no_member'
export type HandingOver = 'done' | 'not_owner' | 'no_heir'
export type CommunityRemoval =
  | { kind: 'removed'; icon: AvatarId | null; memberIds: UserId[]; channelIds: ChannelId[] }
  | { kind: 'not_owner' }
  | { kind: 'other_name' }

const ownedBy = (userId: UserId, communityId: CommunityId) => sql`exists (
  select 1 from ${memberRoles} as held join ${roles} as role on role.id = held.role_id and role.kind = 'owner'
  where held.community_id = ${communityId} and held.user_id = ${userId})`

export function createOwnershipStore(db: Database) {
  return {
    /** An owner stays, in one statement: a handover that is under way cannot leave a community without one. */
    async leave(communityId: CommunityId, userId: UserId): Promise<Leaving> {
      const own = and(eq(members.communityId, communityId), eq(members.userId, userId))
      return db.transaction(async (tx) => {
        await lockOwnership(tx, communityId)
        const left = await tx
          .delete(members)
          .where(and(own, sql`not ${ownedBy(userId, communityId)}`))
          .returning({ userId: members.userId })
        if (left.length > 0) return 'left'
        const [still] = await tx.select({ userId: members.userId }).from(members).where(own)
        return still ? 'owner' : 'no_member'
      })
    },

    /** The heir has to be a person in the community whose account works. */
    async handOver(communityId: CommunityId, from: UserId, to: UserId): Promise<HandingOver> {
      return db.transaction(async (tx) => {
        const ownerRoleId = await lockOwnership(tx, communityId)
        const { rows } = await tx.execute<{ isOwner: boolean; isHeir: boolean }>(sql`select
          ${ownedBy(from, communityId)} as "isOwner",
          exists (select 1 from ${members} join ${users} on ${users.id} = ${members.userId}
            where ${members.communityId} = ${communityId} and ${members.userId} = ${to}
              and ${users.status} = 'active' and ${users.erasedAt} is null
              and not exists (select 1 from ${bots} where ${bots.userId} = ${to}))
            and not ${ownedBy(to, communityId)} as "isHeir"`)
        if (!rows[0]?.isOwner || ownerRoleId === null) return 'not_owner'
        if (!rows[0].isHeir) return 'no_heir'
        await tx
          .update(memberRoles)
          .set({ userId: to })
          .where(and(eq(memberRoles.roleId, ownerRoleId), eq(memberRoles.userId, from)))
        return 'done'
      })
    },

    /** Takes the community away with all that is in it. */
    async remove(communityId: CommunityId, ownerId: UserId, name: string): Promise<CommunityRemoval> {
      return db.transaction(async (tx): Promise<CommunityRemoval> => {
        await lockOwnership(tx, communityId)
        const [found] = await tx
          .select({
            name: communities.name,
            icon: communities.icon,
            isOwner: sql<boolean>`${ownedBy(ownerId, communityId)}`,
          })
          .from(communities)
          .where(eq(communities.id, communityId))
          .for('update')
        if (!found?.isOwner) return { kind: 'not_owner' }
        if (found.name !== name) return { kind: 'other_name' }
        const rooms = await tx.select({ id: channels.id }).from(channels).where(eq(channels.communityId, communityId))
        const inside = await tx.select({ id: members.userId }).from(members).where(eq(members.communityId, communityId))
        await tx.delete(communities).where(eq(communities.id, communityId))
        const [memberIds, channelIds] = [inside, rooms].map((rows) => rows.map(({ id }) => id))
        return { kind: 'removed', icon: found.icon, memberIds: memberIds ?? [], channelIds: channelIds ?? [] }
      })
    },
  }
}

type Reader = Pick<Database, 'select'>

/** Who owns the community stays as it is until the transaction ends. The id of the owner's role; null: no community. */
async function lockOwnership(tx: Reader, communityId: CommunityId): Promise<string | null> {
  const [role] = await tx
    .select({ id: roles.id })
    .from(roles)
    .where(and(eq(roles.communityId, communityId), eq(roles.kind, 'owner')))
    .for('update')
  return role?.id ?? null
}
