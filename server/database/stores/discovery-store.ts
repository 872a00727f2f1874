import type { ChannelId, Community, CommunityId, DiscoveryOrder, UserId, VerificationLevel } from '@chaos/protocol'
import { and, asc, desc, eq, inArray, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { channels, communities, members, permissionOverrides, roles } from '../schema.ts'
import { shownCommunity, toCommunity } from './community-store.ts'

export type DiscoveryStore = ReturnType<typeof createDiscoveryStore>

export type DiscoverySearch = {
  /** In lower case; each has to be found. */
  words: readonly string[]
  tag: string | null
  order: DiscoveryOrder
  /** After this one. `value`: its members, or when it was active, ms. */
  after: { value: number; id: CommunityId } | null
  limit: number
}
export type Found = { community: Community; memberCount: number; activeAt: Date; isMember: boolean }
/** A community as outsiders see it. */
export type Outside = { community: Community; memberCount: number; hasRules: boolean; verification: VerificationLevel }

/** How much of a word's trigrams must be in a text: this much lets one typing error of four letters pass. */
const likeness = 0.39
/** Of words too short to be alike with an error in them. */
const shortLikeness = 0.6
const shortWord = 3

/** For the transaction around a search: the index knows no other way to be told. */
export const searchSettings = sql.raw(`set local pg_trgm.word_similarity_threshold = ${likeness}`)

/** As literals: the partial indexes are for these words, and a parameter would hide them from the planner. */
const isPublic = sql`${communities.visibility} = 'public'`
const text = sql`lower(${communities.name} || ' ' || ${communities.description})`

export function createDiscoveryStore(db: Database) {
  return {
    async page(viewerId: UserId, search: DiscoverySearch): Promise<Found[]> {
      const rows = await db.transaction(async (tx) => {
        await tx.execute(searchSettings)
        return discoveryQuery(tx, viewerId, search)
      })
      return rows.map(({ community, ...rest }) => ({ ...rest, community: toCommunity(community) }))
    },

    async outside(communityId: CommunityId): Promise<Outside | null> {
      const [row] = await db
        .select({
          community: shownCommunity,
          memberCount: communities.memberCount,
          hasRules: sql<boolean>`${communities.rules} <> ''`,
          verification: communities.verification,
        })
        .from(communities)
        .where(eq(communities.id, communityId))
      return row ? { ...row, community: toCommunity(row.community) } : null
    },

    /** The rooms that every member of these communities sees, in the order shown. */
    async openChannels(
      communityIds: readonly CommunityId[],
    ): Promise<{ communityId: CommunityId; channelId: ChannelId }[]> {
      const isOpen = sql`'view_channels' = any(${permissionOverrides.allow})
        or ('view_channels' = any(${roles.permissions}) and not coalesce('view_channels' = any(${permissionOverrides.deny}), false))`
      return db
        .select({ communityId: roles.communityId, channelId: channels.id })
        .from(roles)
        .innerJoin(channels, eq(channels.communityId, roles.communityId))
        .leftJoin(
          permissionOverrides,
          and(eq(permissionOverrides.channelId, channels.id), eq(permissionOverrides.roleId, roles.id)),
        )
        .where(and(inArray(roles.communityId, [...communityIds]), eq(roles.kind, 'member'), sql`(${isOpen})`))
        .orderBy(asc(channels.position), asc(channels.id))
    },
  }
}

const likeWord = (word: string) =>
  word.length > shortWord
    ? sql`${word} <% ${text}`
    : sql`(${word} <% ${text} and word_similarity(${word}, ${text}) >= ${shortLikeness})`

/** One page of public communities. */
export function discoveryQuery(db: Pick<Database, 'select'>, viewerId: UserId, search: DiscoverySearch) {
  const { words, tag, after, limit } = search
  const byMembers = search.order === 'members'
  const column = byMembers ? communities.memberCount : communities.activeAt
  const value = after && (byMembers ? sql`${after.value}` : sql`${new Date(after.value).toISOString()}::timestamptz`)
  const beyond = after ? sql`(${column}, ${communities.id}) < (${value}, ${after.id}::uuid)` : undefined
  const isMember = sql<boolean>`exists (select 1 from ${members} as own
    where own.community_id = ${communities.id} and own.user_id = ${viewerId})`
  return db
    .select({
      community: shownCommunity,
      memberCount: communities.memberCount,
      activeAt: communities.activeAt,
      isMember,
    })
    .from(communities)
    .where(
      and(
        isPublic,
        tag === null ? undefined : sql`${communities.tags} @> array[${tag}]::text[]`,
        ...words.map(likeWord),
        beyond,
      ),
    )
    .orderBy(desc(column), desc(communities.id))
    .limit(limit)
}
