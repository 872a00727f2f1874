import type { CommunityId, Member, UserId } from '@chaos/protocol'
import { and, asc, count, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bots, memberRoles, members, roles, users } from '../schema.ts'

export type MemberStore = ReturnType<typeof createMemberStore>

/** Where a page of members begins: after this one. */
export type MemberCursor = { joinedAt: Date; userId: UserId }

export type Joining = { kind: 'joined'; member: Member } | { kind: 'already' } | { kind: 'too_many' }

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
        isOwner: sql<boolean>`'owner' = any(array(select ${roles.kind} from ${given}))`,
        isBot: sql<boolean>`exists (select 1 from ${bots} where ${bots.userId} = ${members.userId})`,
        roleIds: sql<string[]>`array(select ${memberRoles.roleId}::text from ${given} order by ${roles.position})`,
      })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))

  const only = (communityId: CommunityId, userId: UserId) =>
    select().where(and(eq(members.communityId, communityId), eq(members.userId, userId)))

  return {
    /** `too_many`: the user is in `limit` communities already. */
    async join(communityId: CommunityId, userId: UserId, limit: number): Promise<Joining> {
      const memberships = db.select({ n: count() }).from(members).where(eq(members.userId, userId))
      const { rowCount } = await db.execute(sql`insert into ${members} (community_id, user_id)
        select ${communityId}::uuid, ${userId}::uuid where (${memberships}) < ${limit} on conflict do nothing`)
      const [row] = await only(communityId, userId)
      if (!row) return { kind: 'too_many' }
      return rowCount === 1 ? { kind: 'joined', member: toMember(row) } : { kind: 'already' }
    },

    async find(communityId: CommunityId, userId: UserId): Promise<Member | null> {
      const [row] = await only(communityId, userId)
      return row ? toMember(row) : null
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
