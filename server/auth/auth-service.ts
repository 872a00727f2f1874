import type { Registration, SignedIn, SignIn, User } from '@chaos/protocol'
import type { LiveSession, SessionStore } from '../database/stores/session-store.ts'
import type { UserStore } from '../database/stores/user-store.ts'
import { DomainError, UnauthenticatedError } from '../utils/domain-error.ts'
import { hashPassword, refusePassword, verifyPassword } from './passwords.ts'
import { hashRefreshToken, newRefreshToken } from './refresh-tokens.ts'
import { createRevokedSessions } from './revoked-sessions.ts'
import type { SessionEvents } from './session-events.ts'
import type { Tokens } from './tokens.ts'
import type { Viewer } from './viewer.ts'

export class UserNameTakenError extends DomainError {
  override readonly code = 'username_taken'
}

export class WrongCredentialsError extends DomainError {
  override readonly code = 'wrong_credentials'
}

/** What a sign-in gives: the reply, and the secret that goes into the cookie beside it. */
export type Grant = { signedIn: SignedIn; refreshToken: string; expiresAt: Date }

type Deps = {
  users: UserStore
  sessions: SessionStore
  tokens: Tokens
  events: SessionEvents
  settings: { sessionDays: number; reuseGraceSeconds: number }
}
export type AuthService = ReturnType<typeof createAuthService>

export function createAuthService({ users, sessions, tokens, events, settings }: Deps) {
  const revoked = createRevokedSessions(tokens.lifetimeSeconds * 1000)

  async function grant(user: User, session: LiveSession, refreshToken: string): Promise<Grant> {
    const accessToken = await tokens.sign({ userId: user.id, sessionId: session.sessionId })
    const signedIn = { accessToken, expiresInSeconds: tokens.lifetimeSeconds, user }
    return { signedIn, refreshToken, expiresAt: session.expiresAt }
  }

  async function openSession(user: User): Promise<Grant> {
    const refreshToken = newRefreshToken()
    const expiresAt = new Date(Date.now() + settings.sessionDays * 86_400_000)
    return grant(user, await sessions.open(user.id, expiresAt, hashRefreshToken(refreshToken)), refreshToken)
  }

  async function revoke({ sessionId, userId }: Viewer): Promise<void> {
    if (!(await sessions.revoke(sessionId))) return
    revoked.add(sessionId)
    events.publish(sessionId, { type: 'session.revoked', sessionId, userId })
  }

  return {
    /** Throws {@link UserNameTakenError}. */
    async register({ userName, displayName = userName, password }: Registration): Promise<Grant> {
      const user = await users.insertUnlessTaken({ userName, displayName, passwordHash: await hashPassword(password) })
      if (!user) throw new UserNameTakenError(`"${userName}" is taken`)
      return openSession(user)
    },

    /** Throws {@link WrongCredentialsError}, after the same time whether the name or the password is wrong. */
    async signIn({ userName, password }: SignIn): Promise<Grant> {
      const found = await users.findWithPassword(userName)
      const right = found ? await verifyPassword(found.passwordHash, password) : await refusePassword(password)
      if (!found || !right) throw new WrongCredentialsError('no account has this name and password')
      return openSession(found.user)
    },

    /** Trades a refresh token. One that was used before ends its session. Throws {@link UnauthenticatedError}. */
    async refresh(presented: string): Promise<Grant> {
      const successor = newRefreshToken()
      const rotation = await sessions.rotate({
        presented: hashRefreshToken(presented),
        successor: hashRefreshToken(successor),
        now: new Date(),
        graceMs: settings.reuseGraceSeconds * 1000,
      })
      if (rotation.kind === 'reused') await revoke(rotation.session)
      if (rotation.kind !== 'rotated') throw new UnauthenticatedError('the session has ended')
      const user = await users.find(rotation.session.userId)
      if (!user) throw new UnauthenticatedError('the account is gone')
      return grant(user, rotation.session, successor)
    },

    /** Ends the session of a refresh token. Nothing happens when it has ended. */
    async signOut(presented: string): Promise<void> {
      const session = await sessions.findByToken(hashRefreshToken(presented))
      if (session) await revoke(session)
    },

    /** Who holds an access token. Throws `TokenExpiredError` or {@link UnauthenticatedError}. */
    async authenticate(accessToken: string): Promise<Viewer> {
      const viewer = await tokens.verify(accessToken)
      if (revoked.has(viewer.sessionId)) throw new UnauthenticatedError('the session has ended')
      return viewer
    },
  }
}
