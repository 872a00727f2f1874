import { asc, eq, inArray, lte, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { outbox } from '../schema.ts'

export type OutboxStore = ReturnType<typeof createOutboxStore>

export type WaitingLetter = { id: string; letter: unknown; attempts: number; createdAt: Date }

export function createOutboxStore(db: Database) {
  return {
    async put(letter: object): Promise<void> {
      await db.insert(outbox).values({ id: newId(), letter })
    },

    /**
     * The letters that are due, oldest first, for this process alone: the others see them again after `leaseMs`, should
     * this one die.
     */
    async claim(atMost: number, leaseMs: number): Promise<WaitingLetter[]> {
      const due = db
        .select({ id: outbox.id })
        .from(outbox)
        .where(lte(outbox.dueAt, sql`now()`))
        .orderBy(asc(outbox.dueAt))
        .limit(atMost)
        .for('update', { skipLocked: true })
      return db
        .update(outbox)
        .set({ attempts: sql`${outbox.attempts} + 1`, dueAt: sql`now() + make_interval(secs => ${leaseMs / 1000})` })
        .where(inArray(outbox.id, due))
        .returning({ id: outbox.id, letter: outbox.letter, attempts: outbox.attempts, createdAt: outbox.createdAt })
    },

    async putOff(id: string, delayMs: number): Promise<void> {
      const dueAt = sql`now() + make_interval(secs => ${delayMs / 1000})`
      await db.update(outbox).set({ dueAt }).where(eq(outbox.id, id))
    },

    async remove(id: string): Promise<void> {
      await db.delete(outbox).where(eq(outbox.id, id))
    },
  }
}
