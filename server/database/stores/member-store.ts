import type { CommunityId, Member, UserId } from '@chaos/protocol'
import { and, asc, count, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bots, memberRoles, members, roles, users } from '../schema.ts'

export type MemberStore = ReturnType<typeof createMemberStore>

/** Where a page of members begins: after this one. */
export type MemberCursor = { joinedAt: Date; userId: UserId }

export function createMemberStore(db: Database) {
  const given = sql`${memberRoles} join ${roles} on ${roles.id} = ${memberRoles.roleId}
    where ${memberRoles.communityId} = ${members.communityId} and ${memberRoles.userId} = ${members.userId}`

  const select = () =>
    db
      .select({
        communityId: members.communityId,
        userId: users.id,
        userName: users.userName,
        displayName: users.displayName,
        nickname: members.nickname,
        avatar: users.avatar,
        joinedAt: members.joinedAt,
        timeoutUntil: members.timeoutUntil,
        isOwner: sql<boolean>`exists (select 1 from ${given} and ${roles.kind} = 'owner')`,
        isBot: sql<boolean>`exists (select 1 from ${bots} where ${bots.userId} = ${members.userId})`,
        roleIds: sql<string[]>`array(select ${memberRoles.roleId}::text from ${given} order by ${roles.position})`,
      })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))

  const only = (communityId: CommunityId, userId: UserId) =>
    select().where(and(eq(members.communityId, communityId), eq(members.userId, userId)))

  return {
    async find(communityId: CommunityId, userId: UserId): Promise<Member | null> {
      const [row] = await only(communityId, userId)
      return row ? toMember(row) : null
    },

    /** Its bots, in the order they came. */
    async bots(communityId: CommunityId): Promise<Member[]> {
      const rows = await select()
        .innerJoin(bots, eq(bots.userId, members.userId))
        .where(eq(members.communityId, communityId))
        .orderBy(asc(members.joinedAt), asc(members.userId))
      return rows.map(toMember)
    },

    /** What somebody is in each of their communities. */
    async ofUser(userId: UserId): Promise<{ communityId: CommunityId; member: Member }[]> {
      const rows = await select().where(eq(members.userId, userId))
      return rows.map((row) => ({ communityId: row.communityId, member: toMember(row) }))
    },

    /** At most `limit` members after the cursor, ordered by joining. */
    async page(communityId: CommunityId, limit: number, after: MemberCursor | null): Promise<Member[]> {
      const beyond = after
        ? sql`(${members.joinedAt}, ${members.userId}) > (${after.joinedAt.toISOString()}::timestamptz, ${after.userId}::uuid)`
        : undefined
      const rows = await select()
        .where(and(eq(members.communityId, communityId), beyond))
        .orderBy(asc(members.joinedAt), asc(members.userId))
        .limit(limit)
      return rows.map(toMember)
    },

    async count(communityId: CommunityId): Promise<number> {
      const [row] = await db.select({ n: count() }).from(members).where(eq(members.communityId, communityId))
      return row?.n ?? 0
    },
  }
}

type Row = Omit<Member, 'joinedAt' | 'timeoutUntil'> & {
  communityId: CommunityId
  joinedAt: Date
  timeoutUntil: Date | null
}

const toMember = ({ communityId: _, joinedAt, timeoutUntil, ...rest }: Row): Member => ({
  ...rest,
  joinedAt: joinedAt.toISOString(),
  // One that is over is none.
  timeoutUntil: timeoutUntil && timeoutUntil > new Date() ? timeoutUntil.toISOString() : null,
})
