import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import { eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { channels, communities } from '../schema.ts'

export type AudienceStore = ReturnType<typeof createAudienceStore>

/** Where something is told: a channel, and what its community is called. */
export type NoticePlace = { communityId: CommunityId; name: string; slowModeSeconds: number }
export const noticePlace = {
  communityId: communities.id,
  name: communities.name,
  slowModeSeconds: channels.slowModeSeconds,
}

/** All that says who may see a channel. */
export type Audience = {
  /** People of a community, without its bots, by the roles given to them. */
  groups: { roleIds: string[]; isInTimeout: boolean; userIds: UserId[] }[]
  roles: { id: string; kind: 'owner' | 'member' | 'custom'; permissions: string[] }[]
  /** Everything that the channel changes, for whomever. */
  overrides: { roleId: string | null; userId: UserId | null; allow: string[]; deny: string[] }[]
}

export function createAudienceStore(db: Database) {
  return {
    /** null: it is no channel of a community. */
    async place(channelId: ChannelId): Promise<NoticePlace | null> {
      const [row] = await db
        .select(noticePlace)
        .from(channels)
        .innerJoin(communities, eq(communities.id, channels.communityId))
        .where(eq(channels.id, channelId))
      return row ?? null
    },

    /** In one question, whatever the number of people. */
    async of({ communityId, channelId }: { communityId: CommunityId; channelId: ChannelId }): Promise<Audience> {
      const { rows } = await db.execute<Audience>(sql`
        with held as (
          select m.user_id, coalesce(m.timeout_until > now(), false) as "isInTimeout",
            coalesce(array_agg(given.role_id order by given.role_id) filter (where given.role_id is not null), '{}') as "roleIds"
          from members as m left join member_roles as given using (community_id, user_id)
          where m.community_id = ${communityId} and not exists (select 1 from bots where bots.user_id = m.user_id)
          group by m.user_id, m.timeout_until
        ), groups as (
          select "roleIds", "isInTimeout", json_agg(user_id) as "userIds" from held group by "roleIds", "isInTimeout"
        )
        select (select coalesce(json_agg(groups), '[]') from groups) as groups,
          (select json_agg(json_build_object('id', id, 'kind', kind, 'permissions', permissions))
            from roles where community_id = ${communityId}) as roles,
          (select coalesce(json_agg(json_build_object(
              'roleId', role_id, 'userId', user_id, 'allow', allow, 'deny', deny)), '[]')
            from permission_overrides where channel_id = ${channelId}) as overrides`)
      return rows[0] ?? { groups: [], roles: [], overrides: [] }
    },
  }
}
