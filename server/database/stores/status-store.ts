import type { ChosenStatus, OwnStatus, UserId } from '@chaos/protocol'
import { eq, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { statuses } from '../schema.ts'

export type StatusStore = ReturnType<typeof createStatusStore>

/** How somebody wants to appear. */
export type StatusRow = { chosen: ChosenStatus; words: string; wordsUntil: Date | null }

export const noStatus: StatusRow = { chosen: 'online', words: '', wordsUntil: null }

export function createStatusStore(db: Database) {
  const shown = { chosen: statuses.chosen, words: statuses.words, wordsUntil: statuses.wordsUntil }
  return {
    async find(userId: UserId): Promise<StatusRow> {
      const [row] = await db.select(shown).from(statuses).where(eq(statuses.userId, userId))
      return row ?? noStatus
    },

    async put(userId: UserId, status: StatusRow): Promise<void> {
      await db
        .insert(statuses)
        .values({ userId, ...status })
        .onConflictDoUpdate({ target: statuses.userId, set: status })
    },

    /**
     * Of the named people and all friends those whose presence the viewer may know, each with how they want to appear:
     * friends, and who shares a community or a conversation with the viewer; nobody that one of the two blocks.
     */
    async visibleTo(viewerId: UserId, named: readonly UserId[]): Promise<Map<UserId, StatusRow>> {
      const { rows } = await db.execute<{
        id: UserId
        chosen: ChosenStatus | null
        words: string | null
        until: Date | string | null
      }>(sql`
        with candidates as (
          select other_id as id from relationships where user_id = ${viewerId} and kind = 'friend'
          union
          select named.id from unnest(${sql.param(named)}::uuid[]) as named(id)
          where named.id <> ${viewerId} and (
            exists (select 1 from members own join members theirs using (community_id)
              where own.user_id = ${viewerId} and theirs.user_id = named.id)
            or exists (select 1 from conversation_members own join conversation_members theirs using (channel_id)
              where own.user_id = ${viewerId} and theirs.user_id = named.id))
        )
        select candidates.id, chosen, words, words_until as until
        from candidates left join statuses on statuses.user_id = candidates.id
        where not exists (select 1 from relationships where kind = 'blocked' and (
          (user_id = ${viewerId} and other_id = candidates.id) or (user_id = candidates.id and other_id = ${viewerId})))`)
      return new Map(
        rows.map(({ id, chosen, words, until }) => [
          id,
          chosen ? { chosen, words: words ?? '', wordsUntil: until === null ? null : new Date(until) } : noStatus,
        ]),
      )
    },
  }
}

/** As it goes over the wire; words that are over are none. */
export function toOwnStatus({ chosen, words, wordsUntil }: StatusRow, now: Date): OwnStatus {
  if (wordsUntil && wordsUntil <= now) return { chosen, words: '', wordsUntil: null }
  return { chosen, words, wordsUntil: wordsUntil?.toISOString() ?? null }
}
