import type { AuthMethod, SessionEnd, SessionId, UserId } from '@chaos/protocol'
import { and, eq, gt, isNotNull, isNull, ne, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { refreshTokens, sessions } from '../schema.ts'

export type SessionStore = ReturnType<typeof createSessionStore>

/** A session that is still good. */
export type LiveSession = { sessionId: SessionId; userId: UserId; expiresAt: Date }

type ClientInfo = { ip: string; userAgent: string }
type NewSession = { userId: UserId; methods: AuthMethod[]; client: ClientInfo; expiresAt: Date; tokenHash: Buffer }

export type Rotation =
  | { kind: 'rotated'; session: LiveSession }
  /** The token was used before, too long ago for two tabs: it may have been stolen. */
  | { kind: 'reused'; session: LiveSession }
  /** No such token, or its session has ended. */
  | { kind: 'unknown' }

type MassEnd = { except?: SessionId | null; because: SessionEnd }
type Exchange = { presented: Buffer; successor: Buffer; client: ClientInfo; now: Date; graceMs: number }

export function createSessionStore(db: Database) {
  return {
    /** Opens a session with its first refresh token, given as a hash. */
    async open({ tokenHash, client, ...session }: NewSession): Promise<LiveSession> {
      const sessionId = newId()
      await db.transaction(async (tx) => {
        await tx.insert(sessions).values({ id: sessionId, ...session, ...client })
        await tx.insert(refreshTokens).values({ hash: tokenHash, sessionId })
      })
      return { sessionId, userId: session.userId, expiresAt: session.expiresAt }
    },

    /** Whether an account has been used before, but never with this browser. Ended sessions count while they are kept. */
    async isNewDevice(userId: UserId, { userAgent }: ClientInfo): Promise<boolean> {
      const [row] = await db
        .select({ isNew: sql<boolean | null>`not bool_or(${sessions.userAgent} = ${userAgent})` })
        .from(sessions)
        .where(eq(sessions.userId, userId))
      return row?.isNew ?? false
    },

    /** Trades one refresh token for the next. The session's row is locked, so trades of one family queue up. */
    async rotate({ presented, successor, client, now, graceMs }: Exchange): Promise<Rotation> {
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
        await tx
          .update(sessions)
          .set({ ...client, lastUsedAt: now })
          .where(eq(sessions.id, sessionId))
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
    async revoke(sessionId: SessionId, because: SessionEnd): Promise<boolean> {
      const revoked = await db
        .update(sessions)
        .set({ revokedAt: sql`now()`, revokedBecause: because })
        .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)))
        .returning({ id: sessions.id })
      return revoked.length > 0
    },

    /** Ends every session of an account but the named one, and says which. */
    async revokeAllOf(userId: UserId, { except = null, because }: MassEnd): Promise<SessionId[]> {
      const others = except === null ? undefined : ne(sessions.id, except)
      const revoked = await db
        .update(sessions)
        .set({ revokedAt: sql`now()`, revokedBecause: because })
        .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), others))
        .returning({ id: sessions.id })
      return revoked.map(({ id }) => id)
    },

    /** When the person of a session last proved who they are; null when it has ended. */
    async confirmedAt(sessionId: SessionId): Promise<Date | null> {
      const [row] = await db
        .select({ confirmedAt: sessions.confirmedAt })
        .from(sessions)
        .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)))
      return row?.confirmedAt ?? null
    },

    async confirm(sessionId: SessionId, now: Date): Promise<void> {
      await db.update(sessions).set({ confirmedAt: now }).where(eq(sessions.id, sessionId))
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
