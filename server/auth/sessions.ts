import type { AuthMethod, ServerSettings, SessionEnd, SessionId, User, UserId } from '@chaos/protocol'
import type { LiveSession, SessionStore } from '../database/stores/session-store.ts'
import type { UserStore } from '../database/stores/user-store.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import { hashSecret, newSecret } from '../utils/opaque-secret.ts'
import { type AccountEvents, accountTopic } from './account-events.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import type { Grant } from './grant.ts'
import { erasesAt } from './my-data/grace.ts'
import { createRevokedSessions } from './revoked-sessions.ts'
import { everySession, type SessionEvents } from './session-events.ts'
import { sessionEnded } from './session-ended.ts'
import { refuseUnlessActive } from './standing.ts'
import { clockToleranceSeconds, type Tokens } from './tokens.ts'
import type { Viewer } from './viewer.ts'

type Deps = {
  store: SessionStore
  users: Pick<UserStore, 'findWithStanding'>
  tokens: Tokens
  audit: AuditLog
  events: { session: SessionEvents; account: AccountEvents }
  settings: { reuseGraceSeconds: number }
  lifetime: () => Promise<Pick<ServerSettings, 'sessionDays' | 'idleSessionDays'>>
}
type Proof = { methods: AuthMethod[]; client: ClientInfo; deletionRequestedAt?: Date | null }
type Holder = { user: User; deletionRequestedAt: Date | null }
type End = { because: SessionEnd; client?: ClientInfo }

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)

export type Sessions = ReturnType<typeof createSessions>

/** Opens, renews and ends sessions. Whether somebody may have one is decided by the sign-in gate. */
export function createSessions({ store, users, tokens, audit, events, settings, lifetime }: Deps) {
  const rememberMs = (tokens.lifetimeSeconds + clockToleranceSeconds) * 1000
  const revoked = createRevokedSessions(rememberMs)
  // Also those that other processes end.
  const stopListening = events.session.subscribe(everySession, ({ sessionId }) => revoked.add(sessionId))

  async function grant(holder: Holder, session: LiveSession, refreshToken: string): Promise<Grant> {
    const { user, deletionRequestedAt: goes } = holder
    const accessToken = await tokens.sign({ userId: user.id, sessionId: session.sessionId })
    const ending = goes && { erasesAt: erasesAt(goes).toISOString() }
    const signedIn = { accessToken, expiresInSeconds: tokens.lifetimeSeconds, user, ...ending }
    return { signedIn, refreshToken, expiresAt: session.expiresAt }
  }

  async function tellEnd({ sessionId, userId }: Viewer, { because, client }: End): Promise<void> {
    for (const topic of [everySession, sessionId])
      events.session.publish(topic, { type: 'session.revoked', sessionId, userId, because })
    await audit.record({
      ...{ action: 'session.revoked', actorId: userId, subjectId: userId, sessionId },
      ...{ ...(client && { ip: client.ip }), details: { because } },
    })
  }

  /** False when it had ended before, or is not this account's. */
  async function revoke(viewer: Viewer, end: End): Promise<boolean> {
    const ended = await store.revoke(viewer, end.because)
    if (ended) await tellEnd(viewer, end)
    return ended
  }

  return {
    async open(user: User, { methods, client, deletionRequestedAt = null }: Proof): Promise<Grant> {
      const refreshToken = newSecret()
      const isNewDevice = await store.isNewDevice(user.id, client)
      const expiresAt = inDays((await lifetime()).sessionDays)
      const tokenHash = hashSecret(refreshToken)
      const session = await store.open({ userId: user.id, methods, client, expiresAt, tokenHash })
      if (!session) throw new UnauthenticatedError('the account cannot be used')
      const { sessionId } = session
      await audit.record({
        ...{ action: 'session.opened', actorId: user.id, subjectId: user.id, sessionId, ip: client.ip },
        details: { methods: methods.join(' '), userAgent: client.userAgent, isNewDevice },
      })
      const fact = { userId: user.id, sessionId, client, methods, isNewDevice }
      events.account.publish(accountTopic, { type: 'session.opened', ...fact })
      return grant({ user, deletionRequestedAt }, session, refreshToken)
    },

    /**
     * Trades a refresh token. One that was used before, or comes from another client, ends its session. Throws
     * {@link UnauthenticatedError} or what `sessionEnded` makes.
     */
    async refresh(presented: string, client: ClientInfo): Promise<Grant> {
      const successor = newSecret()
      const { sessionDays, idleSessionDays } = await lifetime()
      const rotation = await store.rotate({
        presented: hashSecret(presented),
        successor: hashSecret(successor),
        client,
        now: new Date(),
        openedAfter: inDays(-sessionDays),
        usedAfter: inDays(-idleSessionDays),
        graceMs: settings.reuseGraceSeconds * 1000,
      })
      if (rotation.kind === 'reused') {
        const { sessionId, userId } = rotation.session
        await audit.record({ action: 'refresh.reused', subjectId: userId, sessionId, ip: client.ip })
        await revoke(rotation.session, { because: 'refresh_reused', client })
        events.account.publish(accountTopic, { type: 'refresh.reused', userId, client })
        throw sessionEnded('refresh_reused')
      }
      if (rotation.kind === 'ended') throw sessionEnded(rotation.because)
      if (rotation.kind !== 'rotated') throw new UnauthenticatedError('the session has ended')
      const found = await users.findWithStanding(rotation.session.userId)
      if (!found) throw new UnauthenticatedError('the account is gone')
      refuseUnlessActive(found.standing)
      const { deletionRequestedAt } = found.standing
      return grant({ user: found.user, deletionRequestedAt }, rotation.session, successor)
    },

    revoke,
    close: stopListening,

    /** Learns which sessions ended while this process could not hear of it, as far as their access tokens still count. */
    async recall(): Promise<void> {
      const ended = await store.endedSince(new Date(Date.now() - rememberMs))
      for (const sessionId of ended) revoked.add(sessionId)
    },

    /** Ends the session of a refresh token. Nothing happens when it has ended. */
    async signOut(presented: string, client: ClientInfo): Promise<void> {
      const session = await store.findByToken(hashSecret(presented))
      if (session) await revoke(session, { because: 'signed_out', client })
    },

    /** Ends every session of an account but `except`. */
    async revokeAllOf(userId: UserId, { except = null, ...end }: End & { except?: SessionId | null }): Promise<void> {
      const ended = await store.revokeAllOf(userId, { except, because: end.because })
      await Promise.all(ended.map((sessionId) => tellEnd({ userId, sessionId }, end)))
    },

    /** Who holds an access token. Throws `TokenExpiredError` or {@link UnauthenticatedError}. */
    async authenticate(accessToken: string): Promise<Viewer> {
      const viewer = await tokens.verify(accessToken)
      if (revoked.has(viewer.sessionId)) throw new UnauthenticatedError('the session has ended')
      return viewer
    },
  }
}
