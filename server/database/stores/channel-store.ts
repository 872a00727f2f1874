import type { Channel, ChannelChange, ChannelId, CommunityId, UserId } from '@chaos/protocol'
import { and, asc, eq, isNotNull, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { isUniqueViolation } from '../database-errors.ts'
import { categories, channels } from '../schema.ts'

export type ChannelStore = ReturnType<typeof createChannelStore>

export type ChannelInsertion =
  | { kind: 'inserted'; channel: Channel }
  | { kind: 'name_taken' }
  | { kind: 'too_many' }
  | { kind: 'no_such_category' }
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
  longestMessageSeconds: channels.longestMessageSeconds,
  retentionDays: channels.retentionDays,
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

export type NewChannel = Omit<Channel, 'id' | 'position'> & { createdBy: UserId }

export function createChannelStore(db: Database) {
  async function find(id: ChannelId): Promise<Channel | null> {
    const rows = await db.select(shown).from(channels).where(eq(channels.id, id))
    return rows.flatMap(toChannel)[0] ?? null
  }

  async function isCategoryOf(communityId: CommunityId, categoryId: string): Promise<boolean> {
    const own = and(eq(categories.id, categoryId), eq(categories.communityId, communityId))
    return (await db.select({ id: categories.id }).from(categories).where(own)).length > 0
  }

  return {
    find,

    /** Puts a channel last, unless its name is taken, its category is of elsewhere or there are `limit` already. */
    async insert(draft: NewChannel, limit: number): Promise<ChannelInsertion> {
      const { communityId, categoryId } = draft
      const existing = sql`from ${channels} where ${channels.communityId} = ${communityId}`
      try {
        const id = newId()
        await db.execute(sql`insert into ${channels} (id, community_id, category_id, kind, name, topic, position,
            user_limit, bitrate, slow_mode_seconds, longest_message_seconds, retention_days, encryption, is_temporary,
            created_by)
          select ${id}::uuid, ${communityId}::uuid, ${categoryId}::uuid, ${draft.kind}::text, ${draft.name}::text,
            ${draft.topic}::text, (select coalesce(max(${channels.position}) + 1, 0) ${existing}),
            ${draft.userLimit}::integer, ${draft.bitrate}::integer, ${draft.slowModeSeconds}::integer,
            ${draft.longestMessageSeconds}::integer, ${draft.retentionDays}::integer,
            ${draft.encryption}::text, ${draft.isTemporary}::boolean, ${draft.createdBy}::uuid
            where (select count(*) ${existing}) < ${limit} and (${categoryId}::uuid is null or exists (
              select 1 from ${categories} where id = ${categoryId}::uuid and community_id = ${communityId}::uuid))`)
        const channel = await find(id)
        if (channel) return { kind: 'inserted', channel }
        const isHome = categoryId === null || (await isCategoryOf(communityId, categoryId))
        return { kind: isHome ? 'too_many' : 'no_such_category' }
      } catch (error) {
        if (isUniqueViolation(error, 'channels_name_key')) return { kind: 'name_taken' }
        throw error
      }
    },

    async update(id: ChannelId, change: Omit<ChannelChange, 'encryption'>): Promise<ChannelUpdate> {
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
