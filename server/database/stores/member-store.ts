import type { CommunityId, Member, MemberOrder, UserId } from '@chaos/protocol'
import { and, asc, count, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { bots, memberRoles, members, roles, users } from '../schema.ts'
import { isBotWhose } from './is-bot.ts'
import { beginning } from './statements.ts'

export type MemberStore = ReturnType<typeof createMemberStore>

/** Where a page of members begins: after this one. What it holds besides the id is what the page is ordered by. */
export type MemberCursor = { joinedAt: Date; userId: UserId } | { shownName: string; userId: UserId }

/** Which members, in which order, and from where on. */
export type MemberSelection = { search?: string; roleId?: string; order: MemberOrder; after: MemberCursor | null }

/** With what a page ordered by name goes on from. */
export type FoundMember = { member: Member; shownName: string }

const shownName = sql`${members.shownName} collate "C"`
const timeJoined = sql`${members.joinedAt}`

const beyond = (after: MemberCursor) =>
  'shownName' in after
    ? sql`(${shownName}, ${members.userId}) > (${after.shownName}::text collate "C", ${after.userId}::uuid)`
    : sql`(${timeJoined}, ${members.userId}) > (${after.joinedAt.toISOString()}::timestamptz, ${after.userId}::uuid)`

/** Members whose shown, user or display name begins so: each of the three by its own index. */
const namedLike = (communityId: CommunityId, search: string) => {
  const pattern = beginning(search)
  return sql`${members.userId} in (
    select named.user_id from members as named
      where named.community_id = ${communityId} and (named.shown_name collate "C") like lower(${pattern})
    union select named.user_id from users join members as named on named.user_id = users.id
      where named.community_id = ${communityId}
        and (lower(users.user_name) like lower(${pattern}) or lower(users.display_name) like lower(${pattern})))`
}

const holding = (roleId: string) =>
  sql`exists (select 1 from member_roles as given where given.community_id = ${members.communityId}
    and given.user_id = ${members.userId} and given.role_id = ${roleId}::uuid)`

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
        shownName: members.shownName,
        isOwner: sql<boolean>`'owner' = any(array(select ${roles.kind} from ${given}))`,
        isBot: isBotWhose(members.userId),
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

    /** At most `limit` members of a selection. */
    async page(communityId: CommunityId, limit: number, selection: MemberSelection): Promise<FoundMember[]> {
      const { search = '', roleId, order, after } = selection
      const rows = await select()
        .where(
          and(
            eq(members.communityId, communityId),
            after ? beyond(after) : undefined,
            search.trim() === '' ? undefined : namedLike(communityId, search),
            roleId === undefined ? undefined : holding(roleId),
          ),
        )
        .orderBy(order === 'name' ? shownName : timeJoined, asc(members.userId))
        .limit(limit)
      return rows.map((row) => ({ member: toMember(row), shownName: row.shownName }))
    },

    async count(communityId: CommunityId): Promise<number> {
      const [row] = await db.select({ n: count() }).from(members).where(eq(members.communityId, communityId))
      return row?.n ?? 0
    },
  }
}

type Row = Omit<Member, 'joinedAt' | 'timeoutUntil'> & {
  communityId: CommunityId
  shownName: string
  joinedAt: Date
  timeoutUntil: Date | null
}

const toMember = ({ communityId: _, shownName: __, joinedAt, timeoutUntil, ...rest }: Row): Member => ({
  ...rest,
  joinedAt: joinedAt.toISOString(),
  // One that is over is none.
  timeoutUntil: timeoutUntil && timeoutUntil > new Date() ? timeoutUntil.toISOString() : null,
})
