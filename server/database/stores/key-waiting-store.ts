import { type ChannelId, keyLimits, type UserId, type WaitingDevice } from '@chaos/protocol'
import { and, eq, inArray, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { channelKeyBoxes, channelKeyWaiting as table, keyDevices } from '../schema.ts'

export type KeyWaitingStore = ReturnType<typeof createKeyWaitingStore>

/** One device in one channel. */
export type Asker = { channelId: ChannelId; deviceId: string }
type Asking = { generations: readonly number[]; replace: boolean; now: Date }
/** Whom somebody may serve: all but their own device, of people who may read. */
type Serving = Asker & { readerIds: readonly UserId[]; now: Date }

type Row = { userId: UserId; deviceId: string; generation: string; since: Date | string }

/** Who was asked to serve a device and did not is asked again after so long, ms. */
const sameAgainMs = 60_000

const candidates = ({ channelId, deviceId, readerIds }: Serving) => sql`
  from channel_key_waiting as w join key_devices as d on d.id = w.device_id
  where w.channel_id = ${channelId} and w.device_id <> ${deviceId} and d.revoked_at is null
    and d.user_id = any(${sql.param(readerIds)}::uuid[])`

export function createKeyWaitingStore(db: Database) {
  return {
    /** Waits for those generations that there are and that it has no box for. `too_many`: it waits for enough. */
    async ask({ channelId, deviceId }: Asker, { generations, replace, now }: Asking): Promise<'waits' | 'too_many'> {
      const wanted = sql`${sql.param(generations)}::bigint[]`
      return db.transaction(async (tx) => {
        // Two requests of one device count one after the other.
        await tx.select({ id: keyDevices.id }).from(keyDevices).where(eq(keyDevices.id, deviceId)).for('no key update')
        const [before] = await tx
          .select({ n: sql<number>`count(*)::integer` })
          .from(table)
          .where(and(eq(table.deviceId, deviceId), eq(table.channelId, channelId)))
        if ((before?.n ?? 0) + generations.length > keyLimits.waitingPerDevice) return 'too_many'
        if (replace)
          await tx
            .delete(channelKeyBoxes)
            .where(
              and(
                eq(channelKeyBoxes.deviceId, deviceId),
                eq(channelKeyBoxes.channelId, channelId),
                inArray(channelKeyBoxes.generation, [...generations]),
              ),
            )
        await tx.execute(sql`
          insert into channel_key_waiting (channel_id, generation, device_id, since)
          select g.channel_id, g.generation, ${deviceId}::uuid, ${now.toISOString()}::timestamptz
          from channel_generations as g
          where g.channel_id = ${channelId} and g.generation = any(${wanted}) and not exists (
            select 1 from channel_key_boxes as box where box.device_id = ${deviceId}
              and box.channel_id = g.channel_id and box.generation = g.generation)
          on conflict do nothing`)
        return 'waits'
      })
    },

    /** The longest waiting first; at most one turn's boxes. */
    async list(serving: Serving): Promise<WaitingDevice[]> {
      const { rows } = await db.execute<Row>(sql`
        select d.user_id as "userId", w.device_id as "deviceId", w.generation, w.since ${candidates(serving)}
        order by w.since, w.device_id, w.generation limit ${keyLimits.boxesPerBatch}`)
      return devicesOf(rows)
    },

    /** Gives a turn to one device: for a while nobody else is given the same. Who was given last comes last. */
    async give(serving: Serving): Promise<WaitingDevice[]> {
      const { channelId, deviceId, now } = serving
      const before = (ms: number) => sql`${new Date(now.getTime() - ms).toISOString()}::timestamptz`
      const { rows } = await db.execute<Row>(sql`
        with picked as (
          select w.device_id, w.generation, d.user_id ${candidates(serving)}
            and (w.given_at is null or w.given_at <= ${before(keyLimits.turnMs)})
            and (w.given_to is distinct from ${deviceId}::uuid or w.given_at <= ${before(sameAgainMs)})
          order by w.given_at nulls first, w.since, w.device_id, w.generation
          limit ${keyLimits.boxesPerBatch}
          for update of w skip locked)
        update channel_key_waiting as w set given_to = ${deviceId}::uuid, given_at = ${now.toISOString()}::timestamptz
        from picked
        where w.channel_id = ${channelId} and w.device_id = picked.device_id and w.generation = picked.generation
        returning picked.user_id as "userId", w.device_id as "deviceId", w.generation, w.since`)
      return devicesOf(rows)
    },
  }
}

function devicesOf(rows: readonly Row[]): WaitingDevice[] {
  const byDevice = Map.groupBy(rows, ({ deviceId }) => deviceId)
  const devices = [...byDevice].map(([deviceId, own]) => ({
    userId: own[0]?.userId ?? '',
    deviceId,
    generations: own.map(({ generation }) => Number(generation)).toSorted((a, b) => a - b),
    since: new Date(Math.min(...own.map(({ since }) => new Date(since).getTime()))).toISOString(),
  }))
  return devices.toSorted((a, b) => a.since.localeCompare(b.since))
}
