import type { UserId } from '@chaos/protocol'
import { count, eq } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { identities, passkeys, users } from '../schema.ts'

/**
 * How many ways an account can be signed in to: its password, each of its passkeys and each provider. Locks the account until the
 * transaction ends, so that two changes at once cannot remove the last two.
 */
export async function countWaysIn(tx: Pick<Database, 'select'>, userId: UserId): Promise<number> {
  const [user] = await tx
    .select({ passwordHash: users.passwordHash })
    .from(users)
    .where(eq(users.id, userId))
    .for('update')
  const [row] = await tx.select({ keys: count() }).from(passkeys).where(eq(passkeys.userId, userId))
  const [linked] = await tx.select({ all: count() }).from(identities).where(eq(identities.userId, userId))
  return (user?.passwordHash ? 1 : 0) + (row?.keys ?? 0) + (linked?.all ?? 0)
}
