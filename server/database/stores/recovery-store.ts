import type { KeyArchive, RecoveryBackup, RecoveryState, UserId } from '@chaos/protocol'
import { and, eq, inArray, isNull, not, sql } from '../drizzle.ts'
import type { Database } from '../database.ts'
import { keyArchives, keyDevices, recoveryBackups } from '../schema.ts'
import { holdAccount } from './hold-account.ts'

export type RecoveryStore = ReturnType<typeof createRecoveryStore>

const toBytes = (text: string): Buffer => Buffer.from(text, 'base64url')
const toText = (bytes: Buffer): string => bytes.toString('base64url')

/** The recovery key in standing; null: there is none. */
async function standing(from: Pick<Database, 'select'>, userId: UserId): Promise<string | null> {
  const [found] = await from
    .select({ id: keyDevices.id })
    .from(keyDevices)
    .where(and(eq(keyDevices.userId, userId), eq(keyDevices.kind, 'recovery'), isNull(keyDevices.revokedAt)))
  return found?.id ?? null
}

export function createRecoveryStore(db: Database) {
  return {
    async state(userId: UserId): Promise<RecoveryState> {
      const [[backup], [archive]] = await Promise.all([
        db
          .select({
            deviceId: recoveryBackups.deviceId,
            sealed: recoveryBackups.sealed,
            at: recoveryBackups.createdAt,
          })
          .from(recoveryBackups)
          .innerJoin(keyDevices, and(eq(keyDevices.id, recoveryBackups.deviceId), isNull(keyDevices.revokedAt)))
          .where(eq(recoveryBackups.userId, userId)),
        db
          .select({
            sequence: keyArchives.sequence,
            at: sql<string | null>`case when ${keyArchives.sealed} is not null then ${keyArchives.createdAt} end`,
          })
          .from(keyArchives)
          .where(eq(keyArchives.userId, userId)),
      ])
      return {
        backup: backup ? { deviceId: backup.deviceId, sealed: toText(backup.sealed) } : null,
        backedUpAt: backup?.at.toISOString() ?? null,
        archivedAt: archive?.at ? new Date(archive.at).toISOString() : null,
        nextArchive: archive ? archive.sequence + 1 : 0,
      }
    },

    /** Of a recovery key that is about to be admitted. False: that key stands already, with another backup. */
    async putBackup(userId: UserId, { deviceId, sealed }: RecoveryBackup): Promise<boolean> {
      return db.transaction(async (tx) => {
        await holdAccount(tx, userId)
        const present = await standing(tx, userId)
        const kept = present === null ? [deviceId] : [deviceId, present]
        if (deviceId === present) {
          const same = and(eq(recoveryBackups.deviceId, deviceId), eq(recoveryBackups.sealed, toBytes(sealed)))
          const found = await tx.select({ deviceId: recoveryBackups.deviceId }).from(recoveryBackups).where(same)
          return found.length > 0
        }
        await tx
          .delete(recoveryBackups)
          .where(and(eq(recoveryBackups.userId, userId), not(inArray(recoveryBackups.deviceId, kept))))
        await tx
          .insert(recoveryBackups)
          .values({ userId, deviceId, sealed: toBytes(sealed) })
          .onConflictDoUpdate({
            target: [recoveryBackups.userId, recoveryBackups.deviceId],
            set: { sealed: toBytes(sealed), createdAt: sql`now()` },
          })
        return true
      })
    },

    async archive(userId: UserId): Promise<KeyArchive | null> {
      const [found] = await db.select().from(keyArchives).where(eq(keyArchives.userId, userId))
      if (!found?.sealed) return null
      const { deviceId, authorId, sequence, sealed } = found
      return { deviceId, authorId, sequence, sealed: toText(sealed) }
    },

    /** False: it is not the next, or not for the recovery key in standing. */
    async putArchive(userId: UserId, { deviceId, authorId, sequence, sealed }: KeyArchive): Promise<boolean> {
      return db.transaction(async (tx) => {
        await holdAccount(tx, userId)
        if ((await standing(tx, userId)) !== deviceId) return false
        const [before] = await tx
          .select({ sequence: keyArchives.sequence })
          .from(keyArchives)
          .where(eq(keyArchives.userId, userId))
        if (sequence !== (before ? before.sequence + 1 : 0)) return false
        const row = { sequence, deviceId, authorId, sealed: toBytes(sealed), createdAt: new Date() }
        await tx
          .insert(keyArchives)
          .values({ userId, ...row })
          .onConflictDoUpdate({ target: keyArchives.userId, set: row })
        return true
      })
    },
  }
}
