import type { UserId } from '@chaos/protocol'
import { sql } from '../drizzle.ts'
import type { Database } from '../database.ts'

type Meeting = {
  viewerId: UserId
  /** Who shall come. */
  userIds: readonly UserId[]
  /** Who is there already. */
  among: readonly UserId[]
}

/**
 * Whether anybody of them may not be brought together: an account that is gone, a bot, somebody who is neither a friend of the
 * viewer nor in one of their communities, or two of whom one has blocked the other.
 */
export async function areNotReachable(
  db: Pick<Database, 'execute'>,
  { viewerId, userIds, among }: Meeting,
): Promise<boolean> {
  const comers = sql`${sql.param(userIds)}::uuid[]`
  const everybody = sql`${sql.param([viewerId, ...userIds, ...among])}::uuid[]`
  const { rows } = await db.execute(sql`
    select 1 from unnest(${comers}) as comer(id)
      where comer.id = ${viewerId}::uuid
        or not exists (select 1 from users where users.id = comer.id and status = 'active' and erased_at is null)
        or exists (select 1 from bots where bots.user_id = comer.id)
        or not (
          exists (select 1 from relationships where user_id = ${viewerId} and other_id = comer.id and kind = 'friend')
          or exists (select 1 from members own join members other using (community_id)
            where own.user_id = ${viewerId} and other.user_id = comer.id))
    union all
    select 1 from relationships where kind = 'blocked' and user_id = any(${everybody}) and other_id = any(${everybody})
      and (user_id = any(${comers}) or other_id = any(${comers}))
    limit 1`)
  return rows.length > 0
}

/** Those of the others who have blocked one, or whom one has blocked. */
export async function blockedAround(db: Pick<Database, 'execute'>, one: UserId, others: readonly UserId[]) {
  const { rows } = await db.execute<{ id: UserId }>(sql`
    select other_id as id from relationships
      where user_id = ${one} and other_id = any(${sql.param(others)}::uuid[]) and kind = 'blocked'
    union select user_id from relationships
      where other_id = ${one} and user_id = any(${sql.param(others)}::uuid[]) and kind = 'blocked'`)
  return rows.map(({ id }) => id)
}
