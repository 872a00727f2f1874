import type { CommunityId } from '@chaos/protocol'
import { asc, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { categories, channels, communities } from '../schema.ts'

export type ChannelOrderStore = ReturnType<typeof createChannelOrderStore>

/** Where everything stands in a community, in the order it is shown. */
export type Standing = { categoryIds: string[]; channels: { id: string; categoryId: string | null }[] }

export function createChannelOrderStore(db: Database) {
  return {
    /**
     * Puts everything where `arrange` says, all or nothing and one change after the other. `arrange` is told how things
     * stand and answers with the same categories and channels in their new places, or null to leave them.
     *
     * @returns whether it was done
     */
    async rearrange(communityId: CommunityId, arrange: (now: Standing) => Standing | null): Promise<boolean> {
      return db.transaction(async (tx) => {
        await tx
          .select({ id: communities.id })
          .from(communities)
          .where(eq(communities.id, communityId))
          .for('no key update')
        const headings = await tx
          .select({ id: categories.id })
          .from(categories)
          .where(eq(categories.communityId, communityId))
          .orderBy(asc(categories.position), asc(categories.id))
        const rooms = await tx
          .select({ id: channels.id, categoryId: channels.categoryId })
          .from(channels)
          .where(eq(channels.communityId, communityId))
          .orderBy(asc(channels.position), asc(channels.id))
        const next = arrange({ categoryIds: headings.map(({ id }) => id), channels: rooms })
        if (!next) return false
        const placed = next.channels.map(({ id, categoryId }, position) => ({ id, categoryId, position }))
        await tx.execute(sql`update ${channels} set position = new.position, category_id = new."categoryId"
          from json_to_recordset(${JSON.stringify(placed)}::json) as new(id uuid, "categoryId" uuid, position integer)
          where ${channels.id} = new.id and ${channels.communityId} = ${communityId}
            and (${channels.position}, ${channels.categoryId}) is distinct from (new.position, new."categoryId")`)
        const stacked = next.categoryIds.map((id, position) => ({ id, position }))
        await tx.execute(sql`update ${categories} set position = new.position
          from json_to_recordset(${JSON.stringify(stacked)}::json) as new(id uuid, position integer)
          where ${categories.id} = new.id and ${categories.communityId} = ${communityId}`)
        return true
      })
    },
  }
}
