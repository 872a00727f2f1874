import type { UserId } from '@chaos/protocol'
import { count, eq } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { passkeys, users } from '../schema.ts'

/**
 * How many ways an account can be signed in to: its password and each of its passkeys. Locks the account until the
 * transaction ends, so that two changes at once cannot remove the last two.
 */
export async function countWaysIn(tx: Pick<Database, 'select'>, userId: UserId): Promise<number> {
  const [user] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId))
    .for('update')
  const [row] = await tx.select({ keys: count() }).from(passkeys).where(eq(passkeys.userId, userId))
  return (user?.passwordHash ? 1 : 0) + (row?.keys ?? 0)
}
