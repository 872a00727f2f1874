import type { PersonProfile, UserId } from '@chaos/protocol'
import { and, eq, isNull, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { communities, users } from '../schema.ts'

export type PersonStore = ReturnType<typeof createPersonStore>

/** People as other people see them. */
export function createPersonStore(db: Database) {
  return {
    /** null when the account is gone, or the two share no community, conversation or friendship. */
    async findProfile(viewerId: UserId, userId: UserId): Promise<PersonProfile | null> {
      const shared = (table: string, key: string) => sql`exists (
        select 1 from ${sql.identifier(table)} as own join ${sql.identifier(table)} as theirs using (${sql.identifier(key)})
        where own.user_id = ${viewerId} and theirs.user_id = ${userId})`
      const own = sql`(select kind from relationships where user_id = ${viewerId} and other_id = ${userId})`
      const [found] = await db
        .select({
          id: users.id,
          userName: users.userName,
          displayName: users.displayName,
          avatar: users.avatar,
          bio: users.bio,
          relationship: sql<PersonProfile['relationship']>`${own}`,
          mutualFriends: sql<number>`(
            select count(*)::integer from relationships as own join relationships as theirs using (other_id)
            where own.user_id = ${viewerId} and own.kind = 'friend'
              and theirs.user_id = ${userId} and theirs.kind = 'friend')`,
        })
        .from(users)
        .where(
          and(
            eq(users.id, userId),
            isNull(users.erasedAt),
            sql`(${viewerId}::uuid = ${userId}::uuid or ${own} = 'friend'
              or ${shared('members', 'community_id')} or ${shared('conversation_members', 'channel_id')})`,
          ),
        )
      if (!found) return null
      return { ...found, mutualCommunities: viewerId === userId ? [] : await mutualCommunities(viewerId, userId) }
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
