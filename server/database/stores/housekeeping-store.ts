import { sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import {
  channelKeyWaiting,
  deviceApprovals,
  idempotencyKeys,
  invites,
  notificationLevels,
  notifications,
  oneTimeLinks,
  passkeyChallenges,
  pendingEmails,
  providerFlows,
  providerProofs,
  pushSubscriptions,
  rateLimits,
  secondStepTickets,
  sessions,
  signInAttempts,
  spentChallenges,
  users,
} from '../schema.ts'

const over = [
  deviceApprovals,
  oneTimeLinks,
  passkeyChallenges,
  providerFlows,
  providerProofs,
  secondStepTickets,
  signInAttempts,
  spentChallenges,
]

/** Rows that nothing will ask for again. */
export function createHousekeepingStore(db: Database) {
  return {
    async removeWhatIsOver(): Promise<void> {
      await db.delete(idempotencyKeys).where(sql`${idempotencyKeys.createdAt} < now() - interval '1 day'`)
      await db.delete(invites).where(sql`${invites.expiresAt} < now()`)
      // Ended sessions stay for a week, with their tokens; then the account remembers the last use.
      await db.execute(sql`
        with gone as (
          delete from ${sessions} where least(${sessions.expiresAt}, ${sessions.revokedAt}) < now() - interval '7 days'
          returning user_id, last_used_at),
        last as (select user_id, max(last_used_at) as at from gone group by user_id)
        update ${users} set last_seen_at = greatest(last_seen_at, last.at) from last where ${users.id} = last.user_id`)
      for (const table of over) await db.delete(table).where(sql`${table.expiresAt} < now()`)
      await db.delete(rateLimits).where(sql`${rateLimits.expire} < ${Date.now()}`)
      await db.delete(pendingEmails).where(sql`${pendingEmails.createdAt} < now() - interval '7 days'`)
      // Their numbers are not given again: the heads count on.
      await db.delete(notifications).where(sql`${notifications.createdAt} < now() - interval '90 days'`)
      await db
        .delete(notificationLevels)
        .where(sql`${notificationLevels.level} is null and ${notificationLevels.mutedUntil} < now()`)
      // Whom nobody could serve for so long asks again when it matters.
      await db.delete(channelKeyWaiting).where(sql`${channelKeyWaiting.since} < now() - interval '30 days'`)
      await db.delete(pushSubscriptions).where(sql`not exists (select 1 from ${sessions}
        where id = ${pushSubscriptions.sessionId} and revoked_at is null and expires_at > now())`)
    },
  }
}
