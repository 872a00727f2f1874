import type { Channel, ChannelChange, ChannelId, CommunityId } from '@chaos/protocol'
import { asc, eq, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { isUniqueViolation } from '../database-errors.ts'
import { channels } from '../schema.ts'

export type ChannelStore = ReturnType<typeof createChannelStore>

export type ChannelInsertion = { kind: 'inserted'; channel: Channel } | { kind: 'name_taken' } | { kind: 'too_many' }
export type ChannelUpdate = { kind: 'updated'; channel: Channel } | { kind: 'name_taken' } | { kind: 'missing' }

const shown = {
  id: channels.id,
  communityId: channels.communityId,
  kind: channels.kind,
  name: channels.name,
  position: channels.position,
  userLimit: channels.userLimit,
  encryption: channels.encryption,
}

type NewChannel = { communityId: CommunityId; name: string; userLimit: number }

export function createChannelStore(db: Database) {
  return {
    /** Puts a channel last, unless its name is taken or there are `limit` already. */
    async insert({ communityId, name, userLimit }: NewChannel, limit: number): Promise<ChannelInsertion> {
      const existing = sql`from ${channels} where ${channels.communityId} = ${communityId}`
      try {
        const [channel] = await db
          .insert(channels)
          .select(
            sql`select ${newId()}::uuid, ${communityId}::uuid, 'voice', ${name}::text,
              (select coalesce(max(${channels.position}) + 1, 0) ${existing}), ${userLimit}::integer, 'e2ee', now()
              where (select count(*) ${existing}) < ${limit}`,
          )
          .returning(shown)
        return channel ? { kind: 'inserted', channel } : { kind: 'too_many' }
      } catch (error) {
        if (isUniqueViolation(error, 'channels_name_key')) return { kind: 'name_taken' }
        throw error
      }
    },

    async update(id: ChannelId, change: ChannelChange): Promise<ChannelUpdate> {
      try {
        const [channel] = await db.update(channels).set(change).where(eq(channels.id, id)).returning(shown)
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

    async find(id: ChannelId): Promise<Channel | null> {
      const [channel] = await db.select(shown).from(channels).where(eq(channels.id, id))
      return channel ?? null
    },

    /** In the order they are shown. */
    async list(communityId: CommunityId): Promise<Channel[]> {
      return db
        .select(shown)
        .from(channels)
        .where(eq(channels.communityId, communityId))
        .orderBy(asc(channels.position), asc(channels.id))
    },
  }
}
