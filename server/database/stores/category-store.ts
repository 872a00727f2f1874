import type { Category, CommunityId } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { categories } from '../schema.ts'

export type CategoryStore = ReturnType<typeof createCategoryStore>

/** One category, by where it has to be. */
export type CategoryKey = { communityId: CommunityId; categoryId: string }

const shown = {
  id: categories.id,
  communityId: categories.communityId,
  name: categories.name,
  position: categories.position,
}

const only = ({ communityId, categoryId }: CategoryKey) =>
  and(eq(categories.id, categoryId), eq(categories.communityId, communityId))

export function createCategoryStore(db: Database) {
  return {
    /** In the order they are shown. */
    async list(communityId: CommunityId): Promise<Category[]> {
      return db
        .select(shown)
        .from(categories)
        .where(eq(categories.communityId, communityId))
        .orderBy(asc(categories.position), asc(categories.id))
    },

    /** Puts a category last; null when there are `limit` already. */
    async insert(communityId: CommunityId, name: string, limit: number): Promise<Category | null> {
      const id = newId()
      const existing = sql`from ${categories} where ${categories.communityId} = ${communityId}`
      await db.execute(sql`insert into ${categories} (id, community_id, name, position)
        select ${id}::uuid, ${communityId}::uuid, ${name}::text,
          (select coalesce(max(${categories.position}) + 1, 0) ${existing})
          where (select count(*) ${existing}) < ${limit}`)
      const [category] = await db.select(shown).from(categories).where(eq(categories.id, id))
      return category ?? null
    },

    /** What it is now and what it was called; null when it is not there. */
    async rename(key: CategoryKey, name: string): Promise<{ category: Category; nameBefore: string } | null> {
      return db.transaction(async (tx) => {
        const [before] = await tx.select(shown).from(categories).where(only(key)).for('update')
        if (!before) return null
        const [category] = await tx.update(categories).set({ name }).where(only(key)).returning(shown)
        return category ? { category, nameBefore: before.name } : null
      })
    },

    /** Its channels stay, under no heading. Null when it was gone before. */
    async remove(key: CategoryKey): Promise<Category | null> {
      const [removed] = await db.delete(categories).where(only(key)).returning(shown)
      return removed ?? null
    },
  }
}
