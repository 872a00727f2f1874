import {
  type ChannelId,
  type GenerationHeader,
  type KeyBox,
  keyLimits,
  type KeyRoster,
  type UserId,
} from '@chaos/protocol'
import { and, asc, eq, inArray, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { channelGenerations as table, channelKeyBoxes } from '../schema.ts'
import type { Transaction } from './picture-store.ts'

export type ChannelKeyStore = ReturnType<typeof createChannelKeyStore>

export type NewGeneration = { header: GenerationHeader; hash: string; roster: KeyRoster; boxes: readonly KeyBox[] }
export type GenerationOutcome =
  | { kind: 'taken' }
  /** Another one has the number. */
  | { kind: 'lost'; winner: GenerationHeader }
  /** It is not the next one of what is there. */
  | { kind: 'stale' }

type Batch = { channelId: ChannelId; generation: number; boxes: readonly KeyBox[] }
/** How many were kept, and whose they are. */
export type Kept = { kept: number; userIds: UserId[] }

export function createChannelKeyStore(db: Database) {
  return {
    /** The first for a number is kept, when it follows from the one before. One statement judges that. */
    async insert({ header, hash, roster, boxes }: NewGeneration): Promise<GenerationOutcome> {
      const { channelId, generation, makerId, previous } = header
      return db.transaction(async (tx): Promise<GenerationOutcome> => {
        const inserted = await tx.execute(sql`
          insert into channel_generations (channel_id, generation, header, hash, roster, maker_id)
          select ${channelId}::uuid, ${generation}, ${JSON.stringify(header)}::jsonb, ${hash},
            ${JSON.stringify(roster)}::jsonb, ${makerId}::uuid
          where ${generation} = 1 or exists (select 1 from channel_generations
            where channel_id = ${channelId} and generation = ${generation - 1} and hash = ${previous})
          on conflict do nothing`)
        if (inserted.rowCount === 1) {
          await insertBoxes(tx, { channelId, generation, boxes })
          return { kind: 'taken' }
        }
        const [there] = await tx
          .select({ header: table.header, hash: table.hash })
          .from(table)
          .where(and(eq(table.channelId, channelId), eq(table.generation, generation)))
        if (!there) return { kind: 'stale' }
        const isSame = there.hash === hash && there.header.signature === header.signature
        return isSame ? { kind: 'taken' } : { kind: 'lost', winner: there.header }
      })
    },

    insertBoxes: (batch: Batch): Promise<Kept> => db.transaction((tx) => insertBoxes(tx, batch)),

    async headers(channelId: ChannelId, from: number): Promise<GenerationHeader[]> {
      const rows = await db
        .select({ header: table.header })
        .from(table)
        .where(and(eq(table.channelId, channelId), sql`${table.generation} >= ${from}`))
        .orderBy(asc(table.generation))
        .limit(keyLimits.headersPerPage)
      return rows.map(({ header }) => header)
    },

    async boxes(
      { channelId, deviceId }: { channelId: ChannelId; deviceId: string },
      generations: readonly number[],
    ): Promise<{ generation: number; box: KeyBox }[]> {
      if (generations.length === 0) return []
      const { generation, sealed } = channelKeyBoxes
      const rows = await db
        .select({ generation, sealed })
        .from(channelKeyBoxes)
        .where(
          and(
            eq(channelKeyBoxes.deviceId, deviceId),
            eq(channelKeyBoxes.channelId, channelId),
            inArray(generation, [...generations]),
          ),
        )
        .orderBy(asc(generation))
      return rows.map((row) => ({
        generation: row.generation,
        box: { deviceId, sealed: row.sealed.toString('base64url') },
      }))
    },

    async roster(channelId: ChannelId, generation: number): Promise<KeyRoster | null> {
      const [row] = await db
        .select({ roster: table.roster })
        .from(table)
        .where(and(eq(table.channelId, channelId), eq(table.generation, generation)))
      return row?.roster ?? null
    },

    /** Whether somebody is in any roster of a channel. */
    async isInRoster(channelId: ChannelId, userId: UserId): Promise<boolean> {
      const named = JSON.stringify([{ userId }])
      const found = await db
        .select({ generation: table.generation })
        .from(table)
        .where(and(eq(table.channelId, channelId), sql`${table.roster} @> ${named}::jsonb`))
        .limit(1)
      return found.length > 0
    },
  }
}

/** Those for devices in standing that have none yet; a device that is revoked meanwhile waits, and takes its box along. */
async function insertBoxes(tx: Transaction, { channelId, generation, boxes }: Batch): Promise<Kept> {
  if (boxes.length === 0) return { kept: 0, userIds: [] }
  const ids = boxes.map(({ deviceId }) => deviceId)
  const sealed = boxes.map((box) => Buffer.from(box.sealed, 'base64url'))
  const { rows } = await tx.execute<{ deviceId: string }>(sql`
    insert into channel_key_boxes (channel_id, generation, device_id, sealed)
    select g.channel_id, g.generation, d.id, box.sealed
    from unnest(${sql.param(ids)}::uuid[], ${sql.param(sealed)}::bytea[]) as box(id, sealed)
    join key_devices as d on d.id = box.id and d.kind = 'device' and d.revoked_at is null
    join channel_generations as g on g.channel_id = ${channelId} and g.generation = ${generation}
    order by d.id
    for share of d
    on conflict do nothing
    returning device_id as "deviceId"`)
  const kept = rows.map(({ deviceId }) => deviceId)
  const owners = await tx.execute<{ userId: UserId }>(sql`
    with served as (
      delete from channel_key_waiting
      where channel_id = ${channelId} and generation = ${generation} and device_id = any(${sql.param(kept)}::uuid[]))
    select distinct user_id as "userId" from key_devices where id = any(${sql.param(kept)}::uuid[])`)
  return { kept: kept.length, userIds: owners.rows.map(({ userId }) => userId) }
}
