import type { CommunityId, Member, UserId } from '@chaos/protocol'
import { and, asc, count, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { memberRoles, members, roles, users } from '../schema.ts'

export type MemberStore = ReturnType<typeof createMemberStore>

/** Where a page of members begins: after this one. */
export type MemberCursor = { joinedAt: Date; userId: UserId }

export type Joining = { kind: 'joined'; member: Member } | { kind: 'already' } | { kind: 'too_many' }

export function createMemberStore(db: Database) {
  const isOwner = sql<boolean>`exists (
    select 1 from ${memberRoles} join ${roles} on ${roles.id} = ${memberRoles.roleId}
    where ${memberRoles.communityId} = ${members.communityId} and ${memberRoles.userId} = ${members.userId}
      and ${roles.kind} = 'owner')`

  const select = () =>
    db
      .select({
        userId: users.id,
        userName: users.userName,
        displayName: users.displayName,
        avatar: users.avatar,
        joinedAt: members.joinedAt,
        isOwner,
      })
      .from(members)
      .innerJoin(users, eq(users.id, members.userId))

  return {
    /** `too_many`: the user is in `limit` communities already. */
    async join(communityId: CommunityId, userId: UserId, limit: number): Promise<Joining> {
      const memberships = db.select({ n: count() }).from(members).where(eq(members.userId, userId))
      const added = await db
        .insert(members)
        .select(sql`select ${communityId}::uuid, ${userId}::uuid, now() where (${memberships}) < ${limit}`)
        .onConflictDoNothing()
        .returning({ userId: members.userId })
      const [row] = await select().where(and(eq(members.communityId, communityId), eq(members.userId, userId)))
      if (!row) return { kind: 'too_many' }
      return added.length > 0 ? { kind: 'joined', member: toMember(row) } : { kind: 'already' }
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

type Row = Omit<Member, 'role' | 'joinedAt'> & { joinedAt: Date; isOwner: boolean }

const toMember = ({ isOwner, joinedAt, ...rest }: Row): Member => ({
  ...rest,
  role: isOwner ? 'owner' : 'member',
  joinedAt: joinedAt.toISOString(),
})
