import { asc, eq, lte, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { outbox } from '../schema.ts'

export type OutboxStore = ReturnType<typeof createOutboxStore>

export type WaitingLetter = { id: string; letter: unknown; attempts: number; createdAt: Date }
/** What becomes of a letter after an attempt. */
export type Fate = { kind: 'done' } | { kind: 'later'; delayMs: number }

export function createOutboxStore(db: Database) {
  return {
    async put(letter: object): Promise<void> {
      await db.insert(outbox).values({ id: newId(), letter })
    },

    /**
     * Hands the oldest letter that is due to `attempt`; false when none is. Its row stays locked meanwhile, so no other
     * process takes it, and should this one die, the lock dies with it.
     */
    async attemptNext(attempt: (letter: WaitingLetter) => Promise<Fate>): Promise<boolean> {
      return db.transaction(async (tx) => {
        const [next] = await tx
          .select()
          .from(outbox)
          .where(lte(outbox.dueAt, sql`now()`))
          .orderBy(asc(outbox.dueAt))
          .limit(1)
          .for('update', { skipLocked: true })
        if (!next) return false
        const fate = await attempt({ ...next, attempts: next.attempts + 1 })
        if (fate.kind === 'done') await tx.delete(outbox).where(eq(outbox.id, next.id))
        // Not `now()`, which stands still in a transaction.
        const dueAt = sql`clock_timestamp() + make_interval(secs => ${fate.kind === 'later' ? fate.delayMs / 1000 : 0})`
        const attempts = next.attempts + 1
        if (fate.kind === 'later') await tx.update(outbox).set({ attempts, dueAt }).where(eq(outbox.id, next.id))
        return true
      })
    },
  }
}
