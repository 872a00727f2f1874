import type { AuthMethod, UserId } from '@chaos/protocol'
import { and, eq, gt, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { secondStepTickets } from '../schema.ts'

export type SecondStepStore = ReturnType<typeof createSecondStepStore>

type Ticket = { hash: Buffer; userId: UserId; methods: AuthMethod[]; triesLeft: number; expiresAt: Date }
export type HalfSignedIn = Pick<Ticket, 'userId' | 'methods'>

const good = (hash: Buffer) =>
  and(eq(secondStepTickets.hash, hash), gt(secondStepTickets.expiresAt, sql`now()`), gt(secondStepTickets.triesLeft, 0))
const shown = { userId: secondStepTickets.userId, methods: secondStepTickets.methods }

/** Tickets come as hashes. */
export function createSecondStepStore(db: Database) {
  return {
    async insert(ticket: Ticket): Promise<void> {
      await db.insert(secondStepTickets).values(ticket)
    },

    async find(hash: Buffer): Promise<HalfSignedIn | null> {
      const [row] = await db.select(shown).from(secondStepTickets).where(good(hash))
      return row ?? null
    },

    /** Counts a try before it is made; null when the ticket is unknown, over, or has none left. */
    async takeTry(hash: Buffer): Promise<HalfSignedIn | null> {
      const [row] = await db
        .update(secondStepTickets)
        .set({ triesLeft: sql`${secondStepTickets.triesLeft} - 1` })
        .where(good(hash))
        .returning(shown)
      return row ?? null
    },

    /** True for one caller only. */
    async redeem(hash: Buffer): Promise<boolean> {
      const redeemed = await db
        .delete(secondStepTickets)
        .where(and(eq(secondStepTickets.hash, hash), gt(secondStepTickets.expiresAt, sql`now()`)))
        .returning({ hash: secondStepTickets.hash })
      return redeemed.length > 0
    },
  }
}
