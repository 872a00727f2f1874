import type { DataExport, UserId } from '@chaos/protocol'
import { and, desc, eq, gt, lte, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { dataExports as table } from '../schema.ts'
import { createOwnRows } from './own-rows.ts'

export type ExportStore = ReturnType<typeof createExportStore>
export type ExportPass = { hash: Buffer; until: Date }

/** Without a sign of life for so long, whoever made it is dead, ms. */
const deadAfterMs = 120_000

const shown = {
  id: table.id,
  state: table.state,
  done: table.done,
  total: table.total,
  sizeBytes: table.sizeBytes,
  createdAt: table.createdAt,
  expiresAt: table.expiresAt,
}
type Row = Omit<DataExport, 'createdAt' | 'expiresAt'> & { createdAt: Date; expiresAt: Date | null }
const toWire = (row: Row): DataExport => ({
  ...row,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
})

const isReady = (now: Date) => and(eq(table.state, 'ready'), gt(table.expiresAt, now))

export function createExportStore(db: Database) {
  return {
    readOwn: createOwnRows(db),

    /** null: one is being made already. */
    async begin(userId: UserId, total: number): Promise<DataExport | null> {
      const [row] = await db
        .insert(table)
        .values({ id: newId(), userId, state: 'running', total })
        .onConflictDoNothing()
        .returning(shown)
      return row ? toWire(row) : null
    },

    /** A sign of life, with how far it is. */
    async advance(id: string, done: number): Promise<void> {
      await db.update(table).set({ done, aliveAt: sql`now()` }).where(eq(table.id, id))
    },

    /** False when it is no longer wanted: the account is gone, or it was taken for dead. */
    async finish(id: string, sizeBytes: number, expiresAt: Date): Promise<boolean> {
      const finished = await db
        .update(table)
        .set({ state: 'ready', sizeBytes, expiresAt, done: table.total })
        .where(and(eq(table.id, id), eq(table.state, 'running')))
        .returning({ id: table.id })
      return finished.length > 0
    },

    async fail(id: string): Promise<void> {
      await db
        .update(table)
        .set({ state: 'failed' })
        .where(and(eq(table.id, id), eq(table.state, 'running')))
    },

    /** The newest first. */
    async list(userId: UserId): Promise<DataExport[]> {
      const rows = await db.select(shown).from(table).where(eq(table.userId, userId)).orderBy(desc(table.id)).limit(10)
      return rows.map(toWire)
    },

    /** Lets whoever knows the secret fetch it for a while. False when there is none that is ready. */
    async givePass(id: string, userId: UserId, { hash, until }: ExportPass): Promise<boolean> {
      const given = await db
        .update(table)
        .set({ passHash: hash, passExpiresAt: until })
        .where(and(eq(table.id, id), eq(table.userId, userId), isReady(new Date())))
        .returning({ id: table.id })
      return given.length > 0
    },

    /** When it was made; null when the pass is not good. */
    async findByPass(id: string, hash: Buffer, now: Date): Promise<Date | null> {
      const good = and(eq(table.passHash, hash), gt(table.passExpiresAt, now), isReady(now))
      const [row] = await db
        .select({ at: table.createdAt })
        .from(table)
        .where(and(eq(table.id, id), good))
      return row?.at ?? null
    },

    /** Forgets those whose time is over, and gives up those whose maker is dead. */
    async removeOver(now: Date): Promise<void> {
      await db.delete(table).where(lte(table.expiresAt, now))
      const dead = new Date(now.getTime() - deadAfterMs)
      await db
        .update(table)
        .set({ state: 'failed' })
        .where(and(eq(table.state, 'running'), lte(table.aliveAt, dead)))
      const failedBefore = new Date(now.getTime() - 86_400_000)
      await db.delete(table).where(and(eq(table.state, 'failed'), lte(table.aliveAt, failedBefore)))
    },

    /** Whether its file is still of use. */
    async isKept(id: string): Promise<boolean> {
      const [row] = await db.select({ state: table.state }).from(table).where(eq(table.id, id))
      return row !== undefined && row.state !== 'failed'
    },
  }
}
