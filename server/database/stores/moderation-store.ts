import type { Ban, CommunityId, OwnBan, UserId } from '@chaos/protocol'
import { alias, and, desc, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bans, communities, memberRoles, members, roles, users } from '../schema.ts'
import { lockMemberships } from './membership-lock.ts'
import { shownUser } from './statements.ts'

export type ModerationStore = ReturnType<typeof createModerationStore>

type Someone = { communityId: CommunityId; userId: UserId }
type NewBan = Someone & { bannedBy: UserId; reason: string }
/** Where a page of bans begins: after this one. */
export type BanCursor = { createdAt: Date; userId: UserId }

export type Banning = { kind: 'banned'; wasMember: boolean } | { kind: 'already' } | { kind: 'owner' }

const isThis = ({ communityId, userId }: Someone) =>
  and(eq(members.communityId, communityId), eq(members.userId, userId))
// Whoever became the owner since the rules were asked stays. In words of SQL: here Drizzle would leave the tables' names out.
const isNoOwner = sql.raw(`not exists (select 1 from member_roles join roles on roles.id = member_roles.role_id
  where member_roles.community_id = members.community_id and member_roles.user_id = members.user_id
    and roles.kind = 'owner')`)

/** Members being removed, kept out, kept quiet or renamed. */
export function createModerationStore(db: Database) {
  const banners = alias(users, 'banners')
  return {
    /** False when they are not in the community, or own it. */
    async remove(someone: Someone): Promise<boolean> {
      const removed = await db
        .delete(members)
        .where(and(isThis(someone), isNoOwner))
        .returning({ userId: members.userId })
      return removed.length > 0
    },

    /** Removes a member and keeps them out, both or neither. */
    async ban({ communityId, userId, bannedBy, reason }: NewBan): Promise<Banning> {
      return db.transaction(async (tx) => {
        await lockMemberships(tx, userId)
        const removed = await tx
          .delete(members)
          .where(and(isThis({ communityId, userId }), isNoOwner))
          .returning({ userId: members.userId })
        const left = await tx.select({ userId: members.userId }).from(members).where(isThis({ communityId, userId }))
        if (left.length > 0) return { kind: 'owner' }
        const added = await tx
          .insert(bans)
          .values({ communityId, userId, bannedBy, reason })
          .onConflictDoNothing()
          .returning({ userId: bans.userId })
        return added.length > 0 ? { kind: 'banned', wasMember: removed.length > 0 } : { kind: 'already' }
      })
    },

    /** False when there was no ban. */
    async unban({ communityId, userId }: Someone): Promise<boolean> {
      const removed = await db
        .delete(bans)
        .where(and(eq(bans.communityId, communityId), eq(bans.userId, userId)))
        .returning({ userId: bans.userId })
      return removed.length > 0
    },

    /** At most `limit` bans, the newest first. */
    async bans(communityId: CommunityId, limit: number, after: BanCursor | null): Promise<Ban[]> {
      const older = after
        ? sql`(${bans.createdAt}, ${bans.userId}) < (${after.createdAt.toISOString()}::timestamptz, ${after.userId}::uuid)`
        : undefined
      const rows = await db
        .select({
          user: shownUser(users),
          bannedBy: shownUser(banners),
          reason: bans.reason,
          createdAt: bans.createdAt,
        })
        .from(bans)
        .innerJoin(users, eq(users.id, bans.userId))
        .leftJoin(banners, eq(banners.id, bans.bannedBy))
        .where(and(eq(bans.communityId, communityId), older))
        .orderBy(desc(bans.createdAt), desc(bans.userId))
        .limit(limit)
      return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
    },

    async ownBan({ communityId, userId }: Someone): Promise<OwnBan | null> {
      const [row] = await db
        .select({
          communityId: bans.communityId,
          name: communities.name,
          reason: bans.reason,
          createdAt: bans.createdAt,
        })
        .from(bans)
        .innerJoin(communities, eq(communities.id, bans.communityId))
        .where(and(eq(bans.communityId, communityId), eq(bans.userId, userId)))
      return row ? { ...row, createdAt: row.createdAt.toISOString() } : null
    },

    /** null: not any longer. False when they are not in the community. */
    async setTimeout(someone: Someone, until: Date | null): Promise<boolean> {
      const changed = await db
        .update(members)
        .set({ timeoutUntil: until })
        .where(isThis(someone))
        .returning({ userId: members.userId })
      return changed.length > 0
    },

    /** null: the account's own name. False when they are not in the community. */
    async setNickname(someone: Someone, nickname: string | null): Promise<boolean> {
      const changed = await db
        .update(members)
        .set({ nickname })
        .where(isThis(someone))
        .returning({ userId: members.userId })
      return changed.length > 0
    },

    /** Whom a report concerns who can do something about it; at most a hundred. */
    async handlers(communityId: CommunityId): Promise<UserId[]> {
      const { rows } = await db.execute<{ user_id: string }>(sql`
        select distinct ${memberRoles.userId} as user_id from ${memberRoles}
        join ${roles} on ${roles.id} = ${memberRoles.roleId}
        where ${roles.communityId} = ${communityId}
          and (${roles.kind} = 'owner' or ${roles.permissions} && array['handle_reports', 'administrator'])
        limit 100`)
      return rows.map((row) => row.user_id)
    },

    /** null when there is no such account. */
    async displayNameOf(userId: UserId): Promise<string | null> {
      const [row] = await db.select({ displayName: users.displayName }).from(users).where(eq(users.id, userId))
      return row?.displayName ?? null
    },
  }
}
