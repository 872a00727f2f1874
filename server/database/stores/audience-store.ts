import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import { eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { channels, communities, permissionOverrides, roles } from '../schema.ts'

export type AudienceStore = ReturnType<typeof createAudienceStore>

/** A person in a community, with the roles given to them. */
export type Listener = { userId: UserId; roleIds: string[]; isInTimeout: boolean }

export function createAudienceStore(db: Database) {
  return {
    /** Where something is told: the channel and what its community is called. null: it is no channel of a community. */
    async place(channelId: ChannelId) {
      const [row] = await db
        .select({ communityId: communities.id, name: communities.name, slowModeSeconds: channels.slowModeSeconds })
        .from(channels)
        .innerJoin(communities, eq(communities.id, channels.communityId))
        .where(eq(channels.id, channelId))
      return row ?? null
    },

    /** All people of a community, without its bots. */
    async people(communityId: CommunityId): Promise<Listener[]> {
      const { rows } = await db.execute<Listener>(sql`
        select m.user_id as "userId", coalesce(m.timeout_until > now(), false) as "isInTimeout",
          coalesce(array_agg(given.role_id::text) filter (where given.role_id is not null), '{}') as "roleIds"
        from members as m left join member_roles as given using (community_id, user_id)
        where m.community_id = ${communityId} and not exists (select 1 from bots where bots.user_id = m.user_id)
        group by m.user_id, m.timeout_until`)
      return rows
    },

    async roles(communityId: CommunityId) {
      const { id, kind, permissions } = roles
      return db.select({ id, kind, permissions }).from(roles).where(eq(roles.communityId, communityId))
    },

    /** Everything that a channel changes, for whomever. */
    async overrides(channelId: ChannelId) {
      const { roleId, userId, allow, deny } = permissionOverrides
      return db
        .select({ roleId, userId, allow, deny })
        .from(permissionOverrides)
        .where(eq(permissionOverrides.channelId, channelId))
    },
  }
}
