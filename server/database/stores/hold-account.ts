import { eq } from '../drizzle.ts'
import { users } from '../schema.ts'
import type { Transaction } from './picture-store.ts'

/** Until the transaction ends whatever else holds this account waits. */
export async function holdAccount(tx: Transaction, userId: string): Promise<void> {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update')
}
