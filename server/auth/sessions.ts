import type { AuthMethod, SessionEnd, SessionId, User, UserId } from '@chaos/protocol'
import type { LiveSession, SessionStore } from '../database/stores/session-store.ts'
import type { UserStore } from '../database/stores/user-store.ts'
import { UnauthenticatedError } from '../utils/domain-error.ts'
import { type AccountEvents, accountTopic } from './account-events.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import type { Grant } from './grant.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-tokens.ts'
import { createRevokedSessions } from './revoked-sessions.ts'
import type { SessionEvents } from './session-events.ts'
import { refuseUnlessActive } from './standing.ts'
import type { Tokens } from './tokens.ts'
import type { Viewer } from './viewer.ts'

type Deps = {
  store: SessionStore
  users: Pick<UserStore, 'findWithStanding'>
  tokens: Tokens
  audit: AuditLog
  events: { session: SessionEvents; account: AccountEvents }
  settings: { sessionDays: number; reuseGraceSeconds: number }
}
type Proof = { methods: AuthMethod[]; client: ClientInfo }
type End = { because: SessionEnd; client?: ClientInfo }

export type Sessions = ReturnType<typeof createSessions>

/** Opens, renews and ends sessions. Whether somebody may have one is decided by the sign-in gate. */
export function createSessions({ store, users, tokens, audit, events, settings }: Deps) {
  const revoked = createRevokedSessions(tokens.lifetimeSeconds * 1000)

  async function grant(user: User, session: LiveSession, refreshToken: string): Promise<Grant> {
    const accessToken = await tokens.sign({ userId: user.id, sessionId: session.sessionId })
    const signedIn = { accessToken, expiresInSeconds: tokens.lifetimeSeconds, user }
    return { signedIn, refreshToken, expiresAt: session.expiresAt }
  }

  async function tellEnd({ sessionId, userId }: Viewer, { because, client }: End): Promise<void> {
    revoked.add(sessionId)
    events.session.publish(sessionId, { type: 'session.revoked', sessionId, userId, because })
    await audit.record({
      ...{ action: 'session.revoked', actorId: userId, subjectId: userId, sessionId },
      ...{ ...(client && { ip: client.ip }), details: { because } },
    })
  }

  async function revoke(viewer: Viewer, end: End): Promise<void> {
    if (await store.revoke(viewer.sessionId, end.because)) await tellEnd(viewer, end)
  }

  return {
    async open(user: User, { methods, client }: Proof): Promise<Grant> {
      const refreshToken = newRefreshToken()
      const isNewDevice = await store.isNewDevice(user.id, client)
      const expiresAt = new Date(Date.now() + settings.sessionDays * 86_400_000)
      const tokenHash = hashRefreshToken(refreshToken)
      const session = await store.open({ userId: user.id, methods, client, expiresAt, tokenHash })
      const { sessionId } = session
      await audit.record({
        ...{ action: 'session.opened', actorId: user.id, subjectId: user.id, sessionId, ip: client.ip },
        details: { methods: methods.join(' '), userAgent: client.userAgent, isNewDevice },
      })
      const fact = { userId: user.id, sessionId, client, methods, isNewDevice }
      events.account.publish(accountTopic, { type: 'session.opened', ...fact })
      return grant(user, session, refreshToken)
    },

    /** Trades a refresh token. One that was used before ends its session. Throws {@link UnauthenticatedError}. */
    async refresh(presented: string, client: ClientInfo): Promise<Grant> {
      const successor = newRefreshToken()
      const rotation = await store.rotate({
        presented: hashRefreshToken(presented),
        successor: hashRefreshToken(successor),
        client,
        now: new Date(),
        graceMs: settings.reuseGraceSeconds * 1000,
      })
      if (rotation.kind === 'reused') {
        const { sessionId, userId } = rotation.session
        await audit.record({ action: 'refresh.reused', subjectId: userId, sessionId, ip: client.ip })
        await revoke(rotation.session, { because: 'refresh_reused', client })
        events.account.publish(accountTopic, { type: 'refresh.reused', userId, client })
      }
      if (rotation.kind !== 'rotated') throw new UnauthenticatedError('the session has ended')
      const found = await users.findWithStanding(rotation.session.userId)
      if (!found) throw new UnauthenticatedError('the account is gone')
      refuseUnlessActive(found.standing)
      return grant(found.user, rotation.session, successor)
    },

    revoke,

    /** Ends the session of a refresh token. Nothing happens when it has ended. */
    async signOut(presented: string, client: ClientInfo): Promise<void> {
      const session = await store.findByToken(hashRefreshToken(presented))
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
