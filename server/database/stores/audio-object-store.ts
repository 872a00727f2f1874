import type { ChannelId, CommunityId, UserId } from '@chaos/protocol'
import { and, asc, eq, lt, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { isReferenceViolation } from '../database-errors.ts'
import { audioObjects as table, uploadSegments } from '../schema.ts'
import type { Transaction } from './picture-store.ts'

export type AudioObjectStore = ReturnType<typeof createAudioObjectStore>

export type NewUpload = {
  id: string
  ownerId: UserId
  communityId: CommunityId | null
  channelId: ChannelId
  declaredBytes: number | null
  reservedBytes: number
}
export type Quotas = { perUser: number; perCommunity: number }
export type Begun = { kind: 'begun' | 'there' | 'taken' | 'user_full' | 'community_full' }
export type AudioObject = {
  id: string
  ownerId: UserId | null
  channelId: ChannelId
  state: 'receiving' | 'stored'
  sizeBytes: number
  declaredBytes: number | null
  reservedBytes: number
  touchedAt: Date
}
export type Segment = { startByte: number; sizeBytes: number; name: string }

const shown = {
  id: table.id,
  ownerId: table.ownerId,
  channelId: table.channelId,
  state: table.state,
  sizeBytes: table.sizeBytes,
  declaredBytes: table.declaredBytes,
  reservedBytes: table.reservedBytes,
  touchedAt: table.touchedAt,
}

/** Until the transaction ends nobody else begins an upload that counts for the same account or community. */
const lockQuotas = async (tx: Transaction, ids: (string | null)[]): Promise<void> => {
  for (const id of ids.filter((one) => one !== null).toSorted())
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`audio ${id}`}, 0))`)
}

export function createAudioObjectStore(db: Database) {
  async function find(id: string): Promise<AudioObject | null> {
    const [row] = await db.select(shown).from(table).where(eq(table.id, id))
    return row ?? null
  }

  return {
    find,

    /** Makes room for an upload, while the quotas have some. `there`: the same account began it before. */
    async begin(upload: NewUpload, quotas: Quotas): Promise<Begun> {
      const { id, ownerId, communityId, channelId, reservedBytes } = upload
      return db.transaction(async (tx): Promise<Begun> => {
        await lockQuotas(tx, [ownerId, communityId])
        const [there] = await tx.select(shown).from(table).where(eq(table.id, id))
        if (there) return { kind: there.ownerId === ownerId && there.channelId === channelId ? 'there' : 'taken' }
        const used = async (column: 'owner_id' | 'community_id', of: string): Promise<number> => {
          const { rows } = await tx.execute<{ sum: string | null }>(
            sql`select sum(reserved_bytes) as sum from ${table} where ${sql.identifier(column)} = ${of}`,
          )
          return Number(rows[0]?.sum ?? 0)
        }
        if ((await used('owner_id', ownerId)) + reservedBytes > quotas.perUser) return { kind: 'user_full' }
        if (communityId !== null && (await used('community_id', communityId)) + reservedBytes > quotas.perCommunity)
          return { kind: 'community_full' }
        const { rowCount } = await tx
          .insert(table)
          .values({ ...upload, state: 'receiving' })
          .onConflictDoNothing()
        return { kind: rowCount === 1 ? 'begun' : 'taken' }
      })
    },

    /** The whole size is known now. False: it was known before, or is less than what is there, or more than was reserved. */
    async declare(id: string, declaredBytes: number): Promise<boolean> {
      const { rowCount } = await db.execute(sql`
        update ${table} set declared_bytes = ${declaredBytes}, reserved_bytes = ${declaredBytes}, touched_at = now()
        where id = ${id} and state = 'receiving' and size_bytes <= ${declaredBytes} and reserved_bytes >= ${declaredBytes}
          and coalesce(declared_bytes, ${declaredBytes}) = ${declaredBytes}`)
      return rowCount === 1
    },

    /** Counts a step that is safely stored, if it begins where the last one ended. False: it does not. */
    async append(id: string, { startByte, sizeBytes, name }: Segment): Promise<boolean> {
      const { rowCount } = await db.execute(sql`
        with moved as (
          update ${table} set size_bytes = size_bytes + ${sizeBytes}, touched_at = now()
          where id = ${id} and state = 'receiving' and size_bytes = ${startByte}
            and size_bytes + ${sizeBytes} <= coalesce(declared_bytes, reserved_bytes) returning id)
        insert into ${uploadSegments} (object_id, start_byte, size_bytes, name)
        select id, ${startByte}::bigint, ${sizeBytes}::integer, ${name}::uuid from moved`)
      return rowCount === 1
    },

    async segments(id: string): Promise<Segment[]> {
      const { startByte, sizeBytes, name } = uploadSegments
      return db
        .select({ startByte, sizeBytes, name })
        .from(uploadSegments)
        .where(eq(uploadSegments.objectId, id))
        .orderBy(asc(startByte))
    },

    /** It is one file now; its steps are needed no more. */
    async markStored(id: string): Promise<void> {
      await db.transaction(async (tx) => {
        await tx
          .update(table)
          .set({ state: 'stored', reservedBytes: sql`size_bytes`, touchedAt: sql`now()` })
          .where(eq(table.id, id))
        await tx.delete(uploadSegments).where(eq(uploadSegments.objectId, id))
      })
    },

    /** Forgets an object that nobody refers to. False: somebody does, or it is gone; the row's own reference decides that. */
    async forget(id: string): Promise<boolean> {
      try {
        const unused = sql`not exists (select 1 from messages where audio_object_id = ${id})`
        const { rowCount } = await db.delete(table).where(and(eq(table.id, id), unused))
        return rowCount === 1
      } catch (error) {
        if (isReferenceViolation(error)) return false
        throw error
      }
    },

    /** Objects that nobody refers to and nobody touched since then, the oldest first. */
    async abandoned(before: Date, limit: number): Promise<string[]> {
      const rows = await db
        .select({ id: table.id })
        .from(table)
        .where(
          and(
            lt(table.touchedAt, before),
            sql`not exists (select 1 from messages where audio_object_id = ${table.id})`,
          ),
        )
        .orderBy(asc(table.touchedAt), asc(table.id))
        .limit(limit)
      return rows.map(({ id }) => id)
    },

    newSegmentName: newId,
  }
}
