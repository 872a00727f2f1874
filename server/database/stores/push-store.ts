import type { PushSubscription, UserId } from '@chaos/protocol'
import { and, eq, inArray, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { pushKeys, pushSubscriptions, sessions } from '../schema.ts'

export type PushStore = ReturnType<typeof createPushStore>
export type StoredPushKeys = { publicKey: string; sealedPrivateKey: Buffer }
export type Subscriber = PushSubscription & { userId: UserId }

/** More browsers than one person leaves signed in; the oldest go first. */
const mostPerUser = 20

const keys = { publicKey: pushKeys.publicKey, sealedPrivateKey: pushKeys.sealedPrivateKey }

export function createPushStore(db: Database) {
  return {
    /** The keys there are; the given ones when there are none yet. */
    async keysOr(made: StoredPushKeys): Promise<StoredPushKeys> {
      await db
        .insert(pushKeys)
        .values({ id: 1, ...made })
        .onConflictDoNothing()
      const [row] = await db.select(keys).from(pushKeys).where(eq(pushKeys.id, 1))
      return row ?? made
    },

    async keys(): Promise<StoredPushKeys | null> {
      const [row] = await db.select(keys).from(pushKeys).where(eq(pushKeys.id, 1))
      return row ?? null
    },

    /** Removes keys that nobody can open any more, with the subscriptions that were made for them. */
    async forgetKeys(publicKey: string): Promise<void> {
      await db.transaction(async (tx) => {
        const gone = await tx.delete(pushKeys).where(eq(pushKeys.publicKey, publicKey)).returning({ id: pushKeys.id })
        if (gone.length > 0) await tx.delete(pushSubscriptions)
      })
    },

    /** An endpoint belongs to the sign-in that named it last. */
    async subscribe(userId: UserId, sessionId: string, subscription: PushSubscription): Promise<void> {
      const owner = { userId, sessionId, ...subscription }
      await db
        .insert(pushSubscriptions)
        .values({ id: newId(), ...owner })
        .onConflictDoUpdate({ target: pushSubscriptions.endpoint, set: owner })
      await db.execute(sql`delete from ${pushSubscriptions} where id in (
        select id from ${pushSubscriptions} where user_id = ${userId} order by id desc offset ${mostPerUser})`)
    },

    async unsubscribe(userId: UserId, endpoint: string): Promise<void> {
      const own = and(eq(pushSubscriptions.userId, userId), eq(pushSubscriptions.endpoint, endpoint))
      await db.delete(pushSubscriptions).where(own)
    },

    /** The push service knows it no more. */
    async remove(endpoint: string): Promise<void> {
      await db.delete(pushSubscriptions).where(eq(pushSubscriptions.endpoint, endpoint))
    },

    /** Of these people, those whose sign-in still stands. */
    async of(userIds: readonly UserId[]): Promise<Subscriber[]> {
      const { userId, endpoint, p256dh, auth } = pushSubscriptions
      return db
        .select({ userId, endpoint, p256dh, auth })
        .from(pushSubscriptions)
        .innerJoin(sessions, eq(sessions.id, pushSubscriptions.sessionId))
        .where(
          and(inArray(userId, [...userIds]), sql`${sessions.revokedAt} is null`, sql`${sessions.expiresAt} > now()`),
        )
    },
  }
}
