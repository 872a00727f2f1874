import type { AvatarId } from '@chaos/protocol'
import { eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { communities, users } from '../schema.ts'

export type PictureStore = ReturnType<typeof createPictureStore>
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

/** Until the transaction ends nobody else gives or takes away this picture. */
export async function lockPicture(tx: Transaction, picture: AvatarId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${picture}, 0))`)
}

export function createPictureStore(db: Database) {
  return {
    /** Has the files erased unless somebody, or a community, has this picture. */
    async release(picture: AvatarId, erase: () => Promise<void>): Promise<void> {
      await db.transaction(async (tx) => {
        await lockPicture(tx, picture)
        const people = await tx.select({ id: users.id }).from(users).where(eq(users.avatar, picture)).limit(1)
        if (people.length > 0) return
        const icons = await tx.select({ id: communities.id }).from(communities).where(eq(communities.icon, picture))
        if (icons.length === 0) await erase()
      })
    },
  }
}
