import type { AuthMethod, SessionEnd, SessionId, UserId } from '@chaos/protocol'
import { and, count, desc, eq, gt, isNull, ne, sql } from '../drizzle.ts'
import { newId } from '../../utils/ids.ts'
import type { Database } from '../database.ts'
import { refreshTokens, sessions, users } from '../schema.ts'
import { isBot } from './is-bot.ts'

export type SessionStore = ReturnType<typeof createSessionStore>

/** A session that is still good. */
export type LiveSession = { sessionId: SessionId; userId: UserId; expiresAt: Date }

type ClientInfo = { ip: string; userAgent: string; secretHash?: Buffer }
type NewSession = { userId: UserId; methods: AuthMethod[]; client: ClientInfo; expiresAt: Date; tokenHash: Buffer }

/** What is known of a session. */
export type KeptSession = {
  id: SessionId
  userAgent: string
  ip: string
  methods: AuthMethod[]
  createdAt: Date
  lastUsedAt: Date
}

export type Rotation =
  | { kind: 'rotated'; session: LiveSession }
  /** The token was used before, or another client brings it: it may have been stolen. */
  | { kind: 'reused'; session: LiveSession }
  | { kind: 'ended'; because: SessionEnd | null }
  /** No such token, or too old a session. */
  | { kind: 'unknown' }

type Owned = { sessionId: SessionId; userId: UserId }
type MassEnd = { except?: SessionId | null; because: SessionEnd }
type Lifetime = { openedAfter: Date; usedAfter: Date }
type Exchange = Lifetime & { presented: Buffer; successor: Buffer; client: ClientInfo; now: Date; graceMs: number }

const kept = {
  id: sessions.id,
  userAgent: sessions.userAgent,
  ip: sessions.ip,
  methods: sessions.methods,
  createdAt: sessions.createdAt,
  lastUsedAt: sessions.lastUsedAt,
}

export function createSessionStore(db: Database) {
  return {
    /**
     * Opens a session with its first refresh token, given as a hash; null unless the account is active and no bot's. Its row is held
     * meanwhile, so that whoever disables it waits and then finds this session to end.
     */
    async open({ tokenHash, client, ...session }: NewSession): Promise<LiveSession | null> {
      const sessionId = newId()
      const { ip, userAgent, secretHash = null } = client
      return db.transaction(async (tx) => {
        const [owner] = await tx
          .select({ status: users.status })
          .from(users)
          .where(and(eq(users.id, session.userId), sql`not ${isBot}`))
          .for('share')
        if (owner?.status !== 'active') return null
        await tx.insert(sessions).values({ id: sessionId, ...session, ip, userAgent, clientHash: secretHash })
        await tx.insert(refreshTokens).values({ hash: tokenHash, sessionId })
        return { sessionId, userId: session.userId, expiresAt: session.expiresAt }
      })
    },

    /** Whether an account has been used before, but never with this browser. Ended sessions count while they are kept. */
    async isNewDevice(userId: UserId, { secretHash }: ClientInfo): Promise<boolean> {
      const isThis = secretHash ? sql`${sessions.clientHash} = ${secretHash}` : sql`false`
      const [row] = await db
        .select({ isNew: sql<boolean | null>`not coalesce(bool_or(${isThis}), false)`, count: count() })
        .from(sessions)
        .where(eq(sessions.userId, userId))
      return row !== undefined && row.count > 0 && row.isNew === true
    },

    /** Trades one refresh token for the next. The session's row is locked, so trades of one family queue up. */
    async rotate({ presented, successor, client, now, graceMs, ...lifetime }: Exchange): Promise<Rotation> {
      return db.transaction(async (tx) => {
        const [found] = await tx
          .select({ session: sessions, generation: refreshTokens.generation })
          .from(refreshTokens)
          .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
          .where(eq(refreshTokens.hash, presented))
          .for('update')
        if (!found || hasRunOut(found.session, now, lifetime)) return { kind: 'unknown' }
        const { id: sessionId, userId, expiresAt, revokedAt, revokedBecause } = found.session
        if (revokedAt) return { kind: 'ended', because: revokedBecause }
        const session = { sessionId, userId, expiresAt }
        const verdict = judge(found, { client, now, graceMs })
        if (verdict === 'reused') return { kind: 'reused', session }
        const { ip, userAgent } = client
        const generation = found.session.generation + (verdict === 'next' ? 1 : 0)
        await tx.insert(refreshTokens).values({ hash: successor, sessionId, generation })
        const step = verdict === 'next' ? { generation, rotatedAt: now } : {}
        await tx
          .update(sessions)
          .set({ ip, userAgent, lastUsedAt: now, ...step })
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
    async revoke({ sessionId, userId }: Owned, because: SessionEnd): Promise<boolean> {
      const revoked = await db
        .update(sessions)
        .set({ revokedAt: sql`now()`, revokedBecause: because })
        .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isNull(sessions.revokedAt)))
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

    /** Those of an account that have not ended, the latest used first. */
    async list(userId: UserId): Promise<KeptSession[]> {
      return db
        .select(kept)
        .from(sessions)
        .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt), gt(sessions.expiresAt, sql`now()`)))
        .orderBy(desc(sessions.lastUsedAt), desc(sessions.id))
    },

    async endedSince(since: Date): Promise<SessionId[]> {
      const ended = await db.select({ id: sessions.id }).from(sessions).where(gt(sessions.revokedAt, since))
      return ended.map(({ id }) => id)
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

type Life = { createdAt: Date; lastUsedAt: Date; expiresAt: Date }

const hasRunOut = ({ createdAt, lastUsedAt, expiresAt }: Life, now: Date, { openedAfter, usedAfter }: Lifetime) =>
  expiresAt <= now || createdAt < openedAfter || lastUsedAt < usedAfter

type Found = { session: typeof sessions.$inferSelect; generation: number }

/**
 * `next`: the token is the newest, and its session moves on. `again`: it is the one before, and came a moment later from
 * the same client, as when two tabs renew at once; it gets one more token of the newest generation. Anything else is a
 * token that somebody has used already, or that another client holds.
 */
function judge({ session, generation }: Found, { client, now, graceMs }: Pick<Exchange, 'client' | 'now' | 'graceMs'>) {
  const { clientHash } = session
  const sameClient = clientHash
    ? client.secretHash?.equals(clientHash) === true
    : session.userAgent === client.userAgent && session.ip === client.ip
  if (generation === session.generation) return clientHash === null || sameClient ? 'next' : 'reused'
  const inGrace = generation === session.generation - 1 && now.getTime() - session.rotatedAt.getTime() <= graceMs
  return inGrace && sameClient ? 'again' : 'reused'
}
