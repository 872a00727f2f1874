import {
  type Approval,
  type ApprovalAnswer,
  type ApprovalOffer,
  type ApprovalReveal,
  type ApprovalState,
  keyLimits,
  type SessionId,
  type UserId,
} from '@chaos/protocol'
import { and, asc, eq, gt, isNotNull, isNull, ne, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { deviceApprovals as table, keyDevices } from '../schema.ts'
import { holdAccount } from './hold-account.ts'

export type DeviceApprovalStore = ReturnType<typeof createDeviceApprovalStore>

type Row = typeof table.$inferSelect
/** Whose mailbox, and when. */
type Mailbox = { id: string; userId: UserId; sessionId: SessionId; now: Date }
type Offering = Omit<Mailbox, 'id'> & { offer: ApprovalOffer }

export type Opening = { kind: 'opened'; approval: Approval } | { kind: 'too_many' } | { kind: 'taken' }

function stateOf({ outcome, expiresAt, reveal, answer }: Row, now: Date): ApprovalState {
  if (outcome !== null) return outcome
  if (expiresAt <= now) return 'expired'
  if (reveal !== null) return 'revealed'
  return answer === null ? 'open' : 'answered'
}

const toApproval = (row: Row, now: Date): Approval => ({
  offer: row.offer,
  answer: row.answer,
  reveal: row.reveal,
  state: stateOf(row, now),
  expiresAt: row.expiresAt.toISOString(),
})

const goesOn = (userId: UserId, now: Date) =>
  and(eq(table.userId, userId), isNull(table.outcome), gt(table.expiresAt, now))

export function createDeviceApprovalStore(db: Database) {
  /** Each part is written once, by one statement; null: the mailbox does not wait for it. */
  async function put(
    { id, userId, now }: Mailbox,
    part: Partial<Pick<Row, 'answer' | 'reveal' | 'outcome'>>,
    when: ReturnType<typeof and>,
  ): Promise<Approval | null> {
    const [row] = await db
      .update(table)
      .set(part)
      .where(and(goesOn(userId, now), eq(table.id, id), when))
      .returning()
    return row ? toApproval(row, now) : null
  }

  return {
    async open({ userId, sessionId, offer, now }: Offering): Promise<Opening> {
      return db.transaction(async (tx): Promise<Opening> => {
        await holdAccount(tx, userId)
        const open = await tx.select({ id: table.id }).from(table).where(goesOn(userId, now))
        if (open.length >= keyLimits.openApprovals) return { kind: 'too_many' }
        const { deviceId } = offer.device
        const known = await tx.select({ id: keyDevices.id }).from(keyDevices).where(eq(keyDevices.id, deviceId))
        if (known.length > 0) return { kind: 'taken' }
        const expiresAt = new Date(now.getTime() + keyLimits.approvalWithinMs)
        const [row] = await tx
          .insert(table)
          .values({ id: offer.approvalId, userId, sessionId, deviceId, offer, expiresAt })
          .onConflictDoNothing()
          .returning()
        return row ? { kind: 'opened', approval: toApproval(row, now) } : { kind: 'taken' }
      })
    },

    async find({ id, userId, now }: Omit<Mailbox, 'sessionId'>): Promise<Approval | null> {
      const [row] = await db
        .select()
        .from(table)
        .where(and(eq(table.id, id), eq(table.userId, userId)))
      return row ? toApproval(row, now) : null
    },

    async list(userId: UserId, now: Date): Promise<Approval[]> {
      const rows = await db.select().from(table).where(goesOn(userId, now)).orderBy(asc(table.expiresAt), asc(table.id))
      return rows.map((row) => toApproval(row, now))
    },

    answer: (mailbox: Mailbox, answer: ApprovalAnswer) =>
      put(mailbox, { answer }, and(isNull(table.answer), ne(table.sessionId, mailbox.sessionId))),

    reveal: (mailbox: Mailbox, reveal: ApprovalReveal) =>
      put(
        mailbox,
        { reveal },
        and(isNotNull(table.answer), isNull(table.reveal), eq(table.sessionId, mailbox.sessionId)),
      ),

    decline: (mailbox: Mailbox) => put(mailbox, { outcome: 'declined' }, sql`true`),
  }
}
