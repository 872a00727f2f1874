import type { CommunityId, PersonProfile, UserId } from '@chaos/protocol'
import { and, eq, isNull, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { communities, members, users } from '../schema.ts'

export type PersonStore = ReturnType<typeof createPersonStore>

type Pair = { viewerId: UserId; userId: UserId }

const shared = (table: string, key: string, { viewerId, userId }: Pair) => sql`exists (
  select 1 from ${sql.identifier(table)} as own join ${sql.identifier(table)} as theirs using (${sql.identifier(key)})
  where own.user_id = ${viewerId} and theirs.user_id = ${userId})`
const isTo = ({ viewerId, userId }: Pair) =>
  sql`(select kind from relationships where user_id = ${viewerId} and other_id = ${userId})`

/** An account that is there, and whose person shares a community, a conversation or a friendship with the viewer. */
const isShown = (pair: Pair) =>
  and(
    eq(users.id, pair.userId),
    isNull(users.erasedAt),
    sql`(${pair.viewerId}::uuid = ${pair.userId}::uuid or ${isTo(pair)} = 'friend'
      or ${shared('members', 'community_id', pair)} or ${shared('conversation_members', 'channel_id', pair)})`,
  )

/** People as other people see them. */
export function createPersonStore(db: Database) {
  return {
    /** null when the account is gone, or the two share no community, conversation or friendship. */
    async findProfile(viewerId: UserId, userId: UserId): Promise<PersonProfile | null> {
      const [found] = await db
        .select({
          id: users.id,
          userName: users.userName,
          displayName: users.displayName,
          avatar: users.avatar,
          bio: users.bio,
          relationship: sql<PersonProfile['relationship']>`${isTo({ viewerId, userId })}`,
          mutualFriends: sql<number>`(
            select count(*)::integer from relationships as own join relationships as theirs using (other_id)
            where own.user_id = ${viewerId} and own.kind = 'friend'
              and theirs.user_id = ${userId} and theirs.kind = 'friend')`,
        })
        .from(users)
        .where(isShown({ viewerId, userId }))
      if (!found) return null
      return { ...found, mutualCommunities: viewerId === userId ? [] : await mutualCommunities(viewerId, userId) }
    },

    async isShown(viewerId: UserId, userId: UserId): Promise<boolean> {
      const found = await db.select({ id: users.id }).from(users).where(isShown({ viewerId, userId }))
      return found.length > 0
    },

    /** Where somebody is known: their communities, and the people of their conversations and friendships. */
    async circleOf(userId: UserId): Promise<{ communityIds: CommunityId[]; userIds: UserId[] }> {
      const [communityRows, people] = await Promise.all([
        db.select({ id: members.communityId }).from(members).where(eq(members.userId, userId)),
        db.execute<{ id: UserId }>(sql`
          select other_id as id from relationships where user_id = ${userId} and kind = 'friend'
          union select theirs.user_id from conversation_members own join conversation_members theirs using (channel_id)
            where own.user_id = ${userId} and theirs.user_id <> ${userId}`),
      ])
      return { communityIds: communityRows.map(({ id }) => id), userIds: people.rows.map(({ id }) => id) }
    },
  }

  function mutualCommunities(viewerId: UserId, userId: UserId) {
    return db
      .select({ id: communities.id, name: communities.name, icon: communities.icon })
      .from(communities)
      .where(sql`${communities.id} in (select community_id from members as own join members as theirs using (community_id)
        where own.user_id = ${viewerId} and theirs.user_id = ${userId})`)
      .orderBy(communities.name, communities.id)
  }
}
