import type { Notification, NotificationBody, NotificationCounts, ReadMark, UserId } from '@chaos/protocol'
import { and, asc, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { notificationHeads, notificationLevels, notifications, relationships, users } from '../schema.ts'

export type NotificationStore = ReturnType<typeof createNotificationStore>

/** What is told, and where it happened. */
export type News = {
  body: NotificationBody
  communityId: string | null
  channelId: string | null
  isMention: boolean
  /** Whoever blocked them is not told; null: nobody's doing. */
  fromId: UserId | null
  /** Whether the levels of its places count. */
  canBeSilenced: boolean
}

export type Head = { last: number; acknowledged: number }

const shown = {
  sequence: notifications.sequence,
  id: notifications.id,
  body: notifications.body,
  communityId: notifications.communityId,
  channelId: notifications.channelId,
  isMention: notifications.isMention,
  readAt: notifications.readAt,
  createdAt: notifications.createdAt,
}
type Row = Omit<Notification, 'isRead' | 'createdAt'> & { readAt: Date | null; createdAt: Date }

const toNotification = ({ readAt, createdAt, ...rest }: Row): Notification => ({
  ...rest,
  isRead: readAt !== null,
  createdAt: createdAt.toISOString(),
})

type Numbered = { user_id: UserId; sequence: string; id: string; created_at: string }

const levelOf = (placeId: string | null) =>
  sql`(select level from ${notificationLevels} where user_id = u.id and place_id = ${placeId}::uuid)`

/** Whether the receiver `u` wants to hear of something in these places: the channel's level counts before the community's. */
function wanted({ communityId, channelId, isMention, canBeSilenced }: News) {
  if (!canBeSilenced) return sql`true`
  const level = sql`coalesce(${levelOf(channelId)}, ${levelOf(communityId)}, 'all')`
  const isMuted = sql`exists (select 1 from ${notificationLevels} where user_id = u.id
    and place_id in (${channelId}::uuid, ${communityId}::uuid) and muted_until > now())`
  return sql`(${level} = 'all' or (${level} = 'mentions' and ${isMention}::boolean)) and not ${isMuted}`
}

const notBlocked = ({ fromId }: News) =>
  fromId === null
    ? sql`true`
    : sql`not exists (select 1 from ${relationships} where user_id = u.id and other_id = ${fromId}::uuid and kind = 'blocked')`

const unread = (userId: UserId) => and(eq(notifications.userId, userId), isNull(notifications.readAt))

/** How much is unread of each of these people. */
async function countsOf(db: Database, userIds: readonly UserId[]): Promise<Map<UserId, NotificationCounts>> {
  const { communityId, channelId } = notifications
  const { userId, last } = notificationHeads
  // One statement, so that the numbers and how far they go are of one moment.
  const rows = await db
    .select({
      ...{ userId, communityId, channelId, last },
      unread: sql<number>`count(${notifications.id})::integer`,
      mentions: sql<number>`(count(*) filter (where ${notifications.isMention}))::integer`,
    })
    .from(notificationHeads)
    .leftJoin(notifications, and(eq(notifications.userId, userId), isNull(notifications.readAt)))
    .where(sql`${userId} = any(${sql.param(userIds)}::uuid[])`)
    .groupBy(userId, last, communityId, channelId)
  const places = Map.groupBy(rows, (row) => row.userId)
  return new Map(userIds.map((id) => [id, toCounts(places.get(id) ?? [])]))
}

function within(mark: ReadMark) {
  if ('sequence' in mark) return eq(notifications.sequence, mark.sequence)
  const upTo = lte(notifications.sequence, mark.upTo)
  if (!('placeId' in mark)) return upTo
  return and(upTo, or(eq(notifications.communityId, mark.placeId), eq(notifications.channelId, mark.placeId)))
}

export function createNotificationStore(db: Database) {
  return {
    /**
     * Numbers and keeps one notification for each receiver who wants it, in one statement. The heads are locked in the
     * order of the ids, so that two of these never wait for each other; a number is seen only when all before it are.
     */
    async add(to: readonly UserId[], news: News): Promise<Map<UserId, Notification>> {
      const ids = to.map(newId)
      const { body, communityId, channelId, isMention } = news
      const { rows } = await db.execute(sql`
        with receivers as (
          select distinct on (u.id) u.id as user_id, t.id
          from unnest(${sql.param(to)}::uuid[], ${sql.param(ids)}::uuid[]) as t(user_id, id)
          join ${users} u on u.id = t.user_id
          where u.erased_at is null and ${wanted(news)} and ${notBlocked(news)}
          order by u.id
        ), numbered as (
          insert into ${notificationHeads} (user_id, last) select user_id, 1 from receivers order by user_id
          on conflict (user_id) do update set last = ${notificationHeads.last} + 1
          returning user_id, last
        )
        insert into ${notifications} (user_id, sequence, id, body, community_id, channel_id, is_mention)
        select numbered.user_id, numbered.last, receivers.id, ${JSON.stringify(body)}::jsonb,
          ${communityId}::uuid, ${channelId}::uuid, ${isMention}::boolean
        from numbered join receivers using (user_id)
        returning user_id, sequence, id, created_at`)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the columns that the statement above returns
      return new Map((rows as Numbered[]).map((row) => [row.user_id, toNews(row, news)]))
    },

    async head(userId: UserId): Promise<Head> {
      const { last, acknowledged } = notificationHeads
      const [row] = await db
        .select({ last, acknowledged })
        .from(notificationHeads)
        .where(eq(notificationHeads.userId, userId))
      return row ?? { last: 0, acknowledged: 0 }
    },

    /** The newest number of each of these; those who never got one are left out. */
    async heads(userIds: readonly UserId[]): Promise<{ userId: UserId; last: number }[]> {
      const { userId, last } = notificationHeads
      return db
        .select({ userId, last })
        .from(notificationHeads)
        .where(inArray(userId, [...userIds]))
    },

    /** The number before the oldest one after `sequence` that is kept; null: none is. */
    async startAfter(userId: UserId, sequence: number): Promise<number | null> {
      const [oldest] = await db
        .select({ sequence: notifications.sequence })
        .from(notifications)
        .where(and(eq(notifications.userId, userId), gt(notifications.sequence, sequence)))
        .orderBy(asc(notifications.sequence))
        .limit(1)
      return oldest ? oldest.sequence - 1 : null
    },

    /** In order, from the one after `sequence`. */
    async after(userId: UserId, sequence: number, limit: number): Promise<Notification[]> {
      const rows = await db
        .select(shown)
        .from(notifications)
        .where(and(eq(notifications.userId, userId), gt(notifications.sequence, sequence)))
        .orderBy(asc(notifications.sequence))
        .limit(limit)
      return rows.map(toNotification)
    },

    /** The newest first, before `sequence`. */
    async before(userId: UserId, sequence: number | null, limit: number): Promise<Notification[]> {
      const older = sequence === null ? undefined : lt(notifications.sequence, sequence)
      const rows = await db
        .select(shown)
        .from(notifications)
        .where(and(eq(notifications.userId, userId), older))
        .orderBy(desc(notifications.sequence))
        .limit(limit)
      return rows.map(toNotification)
    },

    /** Moves the mark forward, never back and never beyond the newest. null: it stood there already. */
    async acknowledge(userId: UserId, sequence: number): Promise<number | null> {
      const { acknowledged, last } = notificationHeads
      const next = sql<number>`least(${sequence}::bigint, ${last})`
      const [row] = await db
        .update(notificationHeads)
        .set({ acknowledged: next })
        .where(and(eq(notificationHeads.userId, userId), gt(next, acknowledged)))
        .returning({ acknowledged })
      return row?.acknowledged ?? null
    },

    /** Whether anything was unread before. */
    async read(userId: UserId, mark: ReadMark): Promise<boolean> {
      const { rowCount } = await db
        .update(notifications)
        .set({ readAt: sql`now()` })
        .where(and(unread(userId), within(mark)))
      return (rowCount ?? 0) > 0
    },

    async counts(userId: UserId): Promise<NotificationCounts> {
      return (await countsOf(db, [userId])).get(userId) ?? toCounts([])
    },

    countsOf: (userIds: readonly UserId[]) => countsOf(db, userIds),
  }
}

const toNews = ({ sequence, id, created_at }: Numbered, { body, communityId, channelId, isMention }: News) => ({
  ...{ sequence: Number(sequence), id, body, communityId, channelId, isMention },
  isRead: false,
  createdAt: new Date(created_at).toISOString(),
})

type Sum = { unread: number; mentions: number }
type PlaceSum = Sum & { communityId: string | null; channelId: string | null; last: number }

function toCounts(rows: PlaceSum[]): NotificationCounts {
  const total: Sum = { unread: 0, mentions: 0 }
  const communities = new Map<string, Sum>()
  const channels = new Map<string, Sum>()
  const add = (sum: Sum, row: Sum) =>
    Object.assign(sum, { unread: sum.unread + row.unread, mentions: sum.mentions + row.mentions })
  const addTo = (sums: Map<string, Sum>, id: string | null, row: Sum) => {
    if (id !== null) sums.set(id, add(sums.get(id) ?? { unread: 0, mentions: 0 }, row))
  }
  for (const row of rows) {
    add(total, row)
    addTo(communities, row.communityId, row)
    addTo(channels, row.channelId, row)
  }
  const list = (sums: Map<string, Sum>) => [...sums].map(([placeId, sum]) => ({ placeId, ...sum }))
  return { ...total, communities: list(communities), channels: list(channels), upTo: rows[0]?.last ?? 0 }
}
