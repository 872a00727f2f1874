import type { UserId } from '@chaos/protocol'
import { and, eq, isNotNull, isNull, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { refreshTokens, sessions } from '../schema.ts'

export type SessionStore = ReturnType<typeof createSessionStore>

/** A session that is still good. */
export type LiveSession = { sessionId: string; userId: UserId; expiresAt: Date }

export type Rotation =
  | { kind: 'rotated'; session: LiveSession }
  /** The token was used before, too long ago for two tabs: it may have been stolen. */
  | { kind: 'reused'; session: LiveSession }
  /** No such token, or its session has ended. */
  | { kind: 'unknown' }

type Exchange = { presented: Buffer; successor: Buffer; now: Date; graceMs: number }

export function createSessionStore(db: Database) {
  return {
    /** Opens a session with its first refresh token, given as a hash. */
    async open(userId: UserId, expiresAt: Date, tokenHash: Buffer): Promise<LiveSession> {
      const sessionId = newId()
      await db.transaction(async (tx) => {
        await tx.insert(sessions).values({ id: sessionId, userId, expiresAt })
        await tx.insert(refreshTokens).values({ hash: tokenHash, sessionId })
      })
      return { sessionId, userId, expiresAt }
    },

    /** Trades one refresh token for the next. The session's row is locked, so trades of one family queue up. */
    async rotate({ presented, successor, now, graceMs }: Exchange): Promise<Rotation> {
      return db.transaction(async (tx) => {
        const [found] = await tx
          .select({ session: sessions, token: refreshTokens })
          .from(refreshTokens)
          .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
          .where(eq(refreshTokens.hash, presented))
          .for('update')
        if (!found || found.session.revokedAt || found.session.expiresAt <= now) return { kind: 'unknown' }
        const { id: sessionId, userId, expiresAt } = found.session
        const session = { sessionId, userId, expiresAt }
        const { usedAt } = found.token
        if (usedAt && (now.getTime() - usedAt.getTime() > graceMs || (await hasUsedChild(tx, presented))))
          return { kind: 'reused', session }
        if (!usedAt) await tx.update(refreshTokens).set({ usedAt: now }).where(eq(refreshTokens.hash, presented))
        await tx.insert(refreshTokens).values({ hash: successor, sessionId, parentHash: presented })
        return { kind: 'rotated', session }
      })
    },

    /** The session that a refresh token belongs to, used or not; null when it has ended. */
    async findByToken(tokenHash: Buffer): Promise<LiveSession | null> {
      const [session] = await db
        .select({ sessionId: sessions.id, userId: sessions.userId, expiresAt: sessions.expiresAt })
        .from(refreshTokens)
        .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
        .where(and(eq(refreshTokens.hash, tokenHash), isNull(sessions.revokedAt)))
      return session ?? null
    },

    /** False when it had ended before. */
    async revoke(sessionId: string): Promise<boolean> {
      const revoked = await db
        .update(sessions)
        .set({ revokedAt: sql`now()` })
        .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
        .returning({ id: sessions.id })
      return revoked.length > 0
    },
  }
}

/** Whether a token given for `hash` was itself used: then `hash` is no longer the immediate predecessor. */
async function hasUsedChild(db: Pick<Database, 'select'>, hash: Buffer): Promise<boolean> {
  const used = await db
    .select({ hash: refreshTokens.hash })
    .from(refreshTokens)
    .where(and(eq(refreshTokens.parentHash, hash), isNotNull(refreshTokens.usedAt)))
    .limit(1)
  return used.length > 0
}
