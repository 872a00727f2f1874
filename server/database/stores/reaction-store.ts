import type { Reaction, ReactionBody, UserId } from '@chaos/protocol'
import { and, asc, eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { isUniqueViolation } from '../database-errors.ts'
import { messageReactions as table, messages } from '../schema.ts'
import { type ReactionRow, shownReaction, toReaction } from './message-rows.ts'

export type ReactionStore = ReturnType<typeof createReactionStore>

export type NewReaction = { id: string; messageId: string; userId: UserId; body: ReactionBody }
export type Reacting =
  | { kind: 'added'; reaction: Reaction }
  /** The same stands there already. */
  | { kind: 'there'; reaction: Reaction }
  | { kind: 'too_many' }
  | { kind: 'taken' }
  | { kind: 'gone' }

export function createReactionStore(db: Database) {
  const select = () => db.select({ ...shownReaction, messageId: table.messageId }).from(table)

  /** The same reaction as it was kept before; null: there is none, and the id is another's. */
  async function same({ id, messageId, userId, body }: NewReaction): Promise<Reaction | null> {
    const open = body.kind === 'open' ? JSON.stringify(body.content) : null
    const [row] = await select().where(
      and(
        and(eq(table.messageId, messageId), eq(table.userId, userId)),
        sql`(${table.id} = ${id} or ${table.body} -> 'content' = ${open}::jsonb)`,
      ),
    )
    return row ? toReaction(row) : null
  }

  return {
    /** Whoever reacts holds the message's row, so that there are never more than the limits say. */
    async add(draft: NewReaction, limits: { perPerson: number; perMessage: number }): Promise<Reacting> {
      const { id, messageId, userId, body } = draft
      const outcome = await db
        .transaction(async (tx): Promise<ReactionRow | 'gone' | 'too_many' | 'there'> => {
          const [message] = await tx
            .select({ deletedAt: messages.deletedAt })
            .from(messages)
            .where(eq(messages.id, messageId))
            .for('no key update')
          if (!message || message.deletedAt) return 'gone'
          const [counts] = await tx
            .select({
              all: sql<number>`count(*)::integer`,
              own: sql<number>`(count(*) filter (where ${table.userId} = ${userId}))::integer`,
            })
            .from(table)
            .where(eq(table.messageId, messageId))
          if (!counts || counts.own >= limits.perPerson || counts.all >= limits.perMessage) return 'too_many'
          const [row] = await tx
            .insert(table)
            .values({ id, messageId, userId, body })
            .onConflictDoNothing({ target: table.id })
            .returning(shownReaction)
          return row ?? 'there'
        })
        .catch((error: unknown) => {
          if (isUniqueViolation(error, 'message_reactions_open')) return 'there' as const
          throw error
        })
      if (typeof outcome === 'object') return { kind: 'added', reaction: toReaction(outcome) }
      if (outcome === 'gone') return { kind: 'gone' }
      const before = await same(draft)
      if (before) return { kind: 'there', reaction: before }
      return outcome === 'there' ? { kind: 'taken' } : { kind: 'too_many' }
    },

    /** Whether it was there. */
    async remove(id: string, own: { messageId: string; userId: UserId }): Promise<boolean> {
      const mine = and(eq(table.id, id), eq(table.messageId, own.messageId), eq(table.userId, own.userId))
      const { rowCount } = await db.delete(table).where(mine)
      return (rowCount ?? 0) > 0
    },

    /** The oldest first. */
    async page(messageId: string, after: { at: Date; id: string } | null, limit: number): Promise<Reaction[]> {
      const beyond = after
        ? sql`(${table.createdAt}, ${table.id}) > (${after.at.toISOString()}::timestamptz, ${after.id}::uuid)`
        : undefined
      const rows = await select()
        .where(and(eq(table.messageId, messageId), beyond))
        .orderBy(asc(table.createdAt), asc(table.id))
        .limit(limit)
      return rows.map(toReaction)
    },
  }
}
