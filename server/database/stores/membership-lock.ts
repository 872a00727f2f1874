import type { UserId } from '@chaos/protocol'
import { sql } from '../drizzle.ts'
import type { Transaction } from './picture-store.ts'

/**
 * Until the transaction ends nothing else brings this account into communities, or bars it from them: who is banned
 * while they join is out in the end.
 */
export async function lockMemberships(tx: Transaction, userId: UserId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`member ${userId}`}, 0))`)
}
