import type { SessionId, UserId } from '@chaos/protocol'
import { and, asc, eq, isNull, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { keyDevices } from '../schema.ts'

export type KeyDeviceStore = ReturnType<typeof createKeyDeviceStore>

export type KeptDevice = Pick<
  typeof keyDevices.$inferSelect,
  'id' | 'kind' | 'name' | 'sessionId' | 'admittedAt' | 'lastSeenAt'
>

const { id, kind, name, sessionId, signatureKey, admittedAt, lastSeenAt, revokedAt } = keyDevices
const shown = { id, kind, name, sessionId, admittedAt, lastSeenAt }
const standing = (userId: UserId) => and(eq(keyDevices.userId, userId), isNull(revokedAt))

type Speaking = { userId: UserId; sessionId: SessionId; deviceId: string; now: Date }

/** A device that speaks all the time is noted once in so long, ms. */
const noteEveryMs = 60_000

export function createKeyDeviceStore(db: Database) {
  return {
    /** Those in standing, the oldest first. */
    list: (userId: UserId): Promise<KeptDevice[]> =>
      db.select(shown).from(keyDevices).where(standing(userId)).orderBy(asc(admittedAt), asc(id)),

    /** null: it does not stand. */
    async rename(userId: UserId, deviceId: string, wanted: string): Promise<KeptDevice | null> {
      const [renamed] = await db
        .update(keyDevices)
        .set({ name: wanted })
        .where(and(standing(userId), eq(id, deviceId)))
        .returning(shown)
      return renamed ?? null
    },

    /** A session speaks for a device from now on, if that stands and is no recovery key. Its signature key, or null. */
    async speak({ userId, deviceId, now, ...by }: Speaking): Promise<string | null> {
      const own = and(standing(userId), eq(id, deviceId), eq(kind, 'device'))
      const [found] = await db.select({ sessionId, signatureKey, lastSeenAt }).from(keyDevices).where(own)
      if (!found) return null
      const isNoted =
        found.sessionId === by.sessionId && now.getTime() - (found.lastSeenAt?.getTime() ?? 0) < noteEveryMs
      if (isNoted) return found.signatureKey
      const noted = await db
        .update(keyDevices)
        .set({ sessionId: by.sessionId, lastSeenAt: now })
        .where(and(own, sql`exists (select 1 from sessions where sessions.id = ${by.sessionId})`))
        .returning({ id })
      return noted.length > 0 ? found.signatureKey : null
    },
  }
}
