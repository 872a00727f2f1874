import type { PlaceLevel, PlaceLevelChange, QuietHours, UserId } from '@chaos/protocol'
import { and, asc, eq, gt, inArray, or, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { notificationLevels, quietHours, statuses, users } from '../schema.ts'

export type NotificationSettingsStore = ReturnType<typeof createNotificationSettingsStore>

/** More places than anybody sets by hand; without a bound one account could fill the disk. */
const mostPlaces = 1_000

const place = {
  placeId: notificationLevels.placeId,
  level: notificationLevels.level,
  mutedUntil: notificationLevels.mutedUntil,
}
const toPlace = ({
  mutedUntil,
  ...rest
}: Omit<PlaceLevel, 'mutedUntil'> & { mutedUntil: Date | null }): PlaceLevel => ({
  ...rest,
  mutedUntil: mutedUntil && mutedUntil > new Date() ? mutedUntil.toISOString() : null,
})

const hours = { fromMinute: quietHours.fromMinute, toMinute: quietHours.toMinute, timeZone: quietHours.timeZone }

/** When somebody wants to be left in peace. */
export type Peace = { userId: UserId; isDoNotDisturb: boolean; quietHours: QuietHours | null }

export function createNotificationSettingsStore(db: Database) {
  return {
    async levels(userId: UserId): Promise<PlaceLevel[]> {
      const rows = await db
        .select(place)
        .from(notificationLevels)
        .where(eq(notificationLevels.userId, userId))
        .orderBy(asc(notificationLevels.placeId))
      return rows.map(toPlace)
    },

    /** False when there are too many. */
    async setLevel(userId: UserId, placeId: string, { level, mutedUntil }: PlaceLevelChange): Promise<boolean> {
      const own = and(eq(notificationLevels.userId, userId), eq(notificationLevels.placeId, placeId))
      if (level === null && mutedUntil === null) {
        await db.delete(notificationLevels).where(own)
        return true
      }
      const { rowCount } = await db.execute(sql`
        insert into ${notificationLevels} (user_id, place_id, level, muted_until)
        select ${userId}::uuid, ${placeId}::uuid, ${level}::text, ${mutedUntil}::timestamptz
        where (select count(*) from ${notificationLevels} where user_id = ${userId} and place_id <> ${placeId}) < ${mostPlaces}
        on conflict (user_id, place_id) do update set level = excluded.level, muted_until = excluded.muted_until`)
      return rowCount === 1
    },

    async quietHours(userId: UserId): Promise<QuietHours | null> {
      const [row] = await db.select(hours).from(quietHours).where(eq(quietHours.userId, userId))
      return row ?? null
    },

    async setQuietHours(userId: UserId, change: QuietHours | null): Promise<void> {
      if (change === null) await db.delete(quietHours).where(eq(quietHours.userId, userId))
      else
        await db
          .insert(quietHours)
          .values({ userId, ...change })
          .onConflictDoUpdate({ target: quietHours.userId, set: change })
    },

    /** Those of these people who want to hear nothing of a place, or not now. */
    async silenced(userIds: readonly UserId[], placeId: string): Promise<UserId[]> {
      const { userId, level, mutedUntil } = notificationLevels
      const rows = await db
        .select({ userId })
        .from(notificationLevels)
        .where(
          and(
            inArray(userId, [...userIds]),
            eq(notificationLevels.placeId, placeId),
            or(eq(level, 'nothing'), gt(mutedUntil, sql`now()`)),
          ),
        )
      return rows.map((row) => row.userId)
    },

    /** Of each of these people. */
    async peace(userIds: readonly UserId[]): Promise<Peace[]> {
      const rows = await db
        .select({ userId: users.id, chosen: statuses.chosen, ...hours })
        .from(users)
        .leftJoin(statuses, eq(statuses.userId, users.id))
        .leftJoin(quietHours, eq(quietHours.userId, users.id))
        .where(inArray(users.id, [...userIds]))
      return rows.map(({ userId, chosen, fromMinute, toMinute, timeZone }) => ({
        userId,
        isDoNotDisturb: chosen === 'do_not_disturb',
        quietHours:
          fromMinute === null || toMinute === null || timeZone === null ? null : { fromMinute, toMinute, timeZone },
      }))
    },
  }
}
