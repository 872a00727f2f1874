import type { Community, CommunityId, CommunitySettings, Permission, UserId } from '@chaos/protocol'
import { asc, count, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { channels, communities, memberRoles, members, roles } from '../schema.ts'
import { type Furnishing, furnish } from './new-community.ts'

export type CommunityStore = ReturnType<typeof createCommunityStore>

type NewCommunity = {
  name: string
  ownerId: UserId
  /** What the built-in role of everybody may. */
  memberPermissions: Permission[]
  furnishing: Furnishing
}

/** Of the role of everybody: below all others, however many there come. */
const lastPosition = 1_000_000

export const shownCommunity = {
  id: communities.id,
  name: communities.name,
  icon: communities.icon,
  description: communities.description,
  tags: communities.tags,
  visibility: communities.visibility,
  createdAt: communities.createdAt,
}
/** A channel that is gone is none. */
const present = (id: typeof communities.systemChannelId | typeof communities.afkChannelId) =>
  sql<string | null>`(select room.id from ${channels} as room where room.id = ${id})`

export const shownSettings = {
  rules: communities.rules,
  verification: communities.verification,
  historyPolicy: communities.historyPolicy,
  systemChannelId: present(communities.systemChannelId),
  afkChannelId: present(communities.afkChannelId),
  afkSeconds: communities.afkSeconds,
}
type Row = Omit<Community, 'createdAt'> & { createdAt: Date }
export const toCommunity = (row: Row): Community => ({ ...row, createdAt: row.createdAt.toISOString() })

export function createCommunityStore(db: Database) {
  return {
    /** Makes a community with its owner, built-in roles and what it is furnished with; null when its owner is in `limit` already. */
    async insertUnlessTooMany(draft: NewCommunity, limit: number): Promise<Community | null> {
      const communityId = newId()
      return db.transaction(async (tx) => {
        const memberships = tx.select({ n: count() }).from(members).where(eq(members.userId, draft.ownerId))
        await tx.execute(sql`insert into ${communities} (id, name)
          select ${communityId}::uuid, ${draft.name}::text where (${memberships}) < ${limit}`)
        const [row] = await tx.select(shownCommunity).from(communities).where(eq(communities.id, communityId))
        if (!row) return null
        await tx.insert(members).values({ communityId, userId: draft.ownerId })
        const ownerRole = { id: newId(), communityId, kind: 'owner' as const, name: 'Owner', permissions: [] }
        const everybody = { id: newId(), communityId, kind: 'member' as const, name: 'Member' }
        await tx.insert(roles).values([
          { ...ownerRole, position: 0 },
          { ...everybody, permissions: draft.memberPermissions, position: lastPosition },
        ])
        await tx.insert(memberRoles).values({ communityId, userId: draft.ownerId, roleId: ownerRole.id })
        await furnish(tx, communityId, draft.furnishing)
        return toCommunity(row)
      })
    },

    /** In the order they were joined. */
    async listOf(userId: UserId): Promise<Community[]> {
      const rows = await db
        .select(shownCommunity)
        .from(communities)
        .innerJoin(members, eq(members.communityId, communities.id))
        .where(eq(members.userId, userId))
        .orderBy(asc(members.joinedAt), asc(communities.id))
      return rows.map(toCommunity)
    },

    async find(id: CommunityId): Promise<Community | null> {
      const [row] = await db.select(shownCommunity).from(communities).where(eq(communities.id, id))
      return row ? toCommunity(row) : null
    },

    /** The community with what its members have agreed to. */
    async findWhole(id: CommunityId): Promise<{ community: Community; settings: CommunitySettings } | null> {
      const [row] = await db
        .select({ community: shownCommunity, settings: shownSettings })
        .from(communities)
        .where(eq(communities.id, id))
      return row ? { community: toCommunity(row.community), settings: row.settings } : null
    },
  }
}
