import type { Category, Channel, ChannelChange, ChannelId, CommunityId } from '@chaos/protocol'
import { and, asc, eq, isNotNull, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { isUniqueViolation } from '../database-errors.ts'
import { categories, channels } from '../schema.ts'

export type ChannelStore = ReturnType<typeof createChannelStore>

export type ChannelInsertion = { kind: 'inserted'; channel: Channel } | { kind: 'name_taken' } | { kind: 'too_many' }
export type ChannelUpdate = { kind: 'updated'; channel: Channel } | { kind: 'name_taken' } | { kind: 'missing' }

const shown = {
  id: channels.id,
  communityId: channels.communityId,
  categoryId: channels.categoryId,
  kind: channels.kind,
  name: channels.name,
  topic: channels.topic,
  position: channels.position,
  userLimit: channels.userLimit,
  bitrate: channels.bitrate,
  slowModeSeconds: channels.slowModeSeconds,
  encryption: channels.encryption,
  isTemporary: channels.isTemporary,
}
type Row = Omit<Channel, 'communityId' | 'kind'> & {
  communityId: string | null
  kind: Channel['kind'] | 'conversation'
}

/** Channels of communities; those of conversations are none of them. */
const toChannel = ({ communityId, kind, ...rest }: Row): Channel[] =>
  communityId === null || kind === 'conversation' ? [] : [{ ...rest, communityId, kind }]

type NewChannel = { communityId: CommunityId; name: string; userLimit: number }

export function createChannelStore(db: Database) {
  async function find(id: ChannelId): Promise<Channel | null> {
    const rows = await db.select(shown).from(channels).where(eq(channels.id, id))
    return rows.flatMap(toChannel)[0] ?? null
  }

  return {
    find,

    /** Puts a channel last, unless its name is taken or there are `limit` already. */
    async insert({ communityId, name, userLimit }: NewChannel, limit: number): Promise<ChannelInsertion> {
      const existing = sql`from ${channels} where ${channels.communityId} = ${communityId}`
      try {
        const id = newId()
        await db.execute(sql`insert into ${channels} (id, community_id, kind, name, position, user_limit, encryption)
          select ${id}::uuid, ${communityId}::uuid, 'voice', ${name}::text,
            (select coalesce(max(${channels.position}) + 1, 0) ${existing}), ${userLimit}::integer, 'e2ee'
            where (select count(*) ${existing}) < ${limit}`)
        const channel = await find(id)
        return channel ? { kind: 'inserted', channel } : { kind: 'too_many' }
      } catch (error) {
        if (isUniqueViolation(error, 'channels_name_key')) return { kind: 'name_taken' }
        throw error
      }
    },

    async update(id: ChannelId, change: ChannelChange): Promise<ChannelUpdate> {
      try {
        const own = and(eq(channels.id, id), isNotNull(channels.communityId))
        const rows = await db.update(channels).set(change).where(own).returning(shown)
        const [channel] = rows.flatMap(toChannel)
        return channel ? { kind: 'updated', channel } : { kind: 'missing' }
      } catch (error) {
        if (isUniqueViolation(error, 'channels_name_key')) return { kind: 'name_taken' }
        throw error
      }
    },

    /** False when it was gone before. */
    async remove(id: ChannelId): Promise<boolean> {
      return (await db.delete(channels).where(eq(channels.id, id)).returning({ id: channels.id })).length > 0
    },

    /** Those that go when nobody is in them, of all communities. */
    async listTemporary(): Promise<Channel[]> {
      const rows = await db.select(shown).from(channels).where(eq(channels.isTemporary, true))
      return rows.flatMap(toChannel)
    },

    /** In the order they are shown. */
    async categories(communityId: CommunityId): Promise<Category[]> {
      return db
        .select({
          id: categories.id,
          communityId: categories.communityId,
          name: categories.name,
          position: categories.position,
        })
        .from(categories)
        .where(eq(categories.communityId, communityId))
        .orderBy(asc(categories.position), asc(categories.id))
    },

    /** In the order they are shown. */
    async list(communityId: CommunityId): Promise<Channel[]> {
      const rows = await db
        .select(shown)
        .from(channels)
        .where(eq(channels.communityId, communityId))
        .orderBy(asc(channels.position), asc(channels.id))
      return rows.flatMap(toChannel)
    },
  }
}
