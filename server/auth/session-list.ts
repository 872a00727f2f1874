import type { SessionId, SessionView } from '@chaos/protocol'
import type { SessionStore } from '../database/stores/session-store.ts'
import { NotFoundError } from '../utils/domain-error.ts'
import type { ClientInfo } from './client-info.ts'
import { describeDevice } from './devices/describe-device.ts'
import { describePlace } from './devices/describe-place.ts'
import type { Sessions } from './sessions.ts'
import type { Viewer } from './viewer.ts'

type Deps = { store: Pick<SessionStore, 'list'>; sessions: Pick<Sessions, 'revoke' | 'revokeAllOf'> }
export type SessionList = ReturnType<typeof createSessionList>

/** Where somebody is signed in, for themselves. */
export function createSessionList({ store, sessions }: Deps) {
  return {
    async list({ userId, sessionId }: Viewer): Promise<SessionView[]> {
      const found = await store.list(userId)
      return found.map(({ id, userAgent, ip, methods, createdAt, lastUsedAt }) => ({
        id,
        device: describeDevice(userAgent),
        place: describePlace(ip),
        methods,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt.toISOString(),
        current: id === sessionId,
      }))
    },

    /** Throws {@link NotFoundError}, also for sessions of others. */
    async end({ userId, ...viewer }: Viewer, sessionId: SessionId, client: ClientInfo): Promise<void> {
      const because = sessionId === viewer.sessionId ? 'signed_out' : 'ended_elsewhere'
      if (!(await sessions.revoke({ userId, sessionId }, { because, client })))
        throw new NotFoundError('there is no such session')
    },

    endOthers: ({ userId, sessionId }: Viewer, client: ClientInfo): Promise<void> =>
      sessions.revokeAllOf(userId, { except: sessionId, because: 'ended_elsewhere', client }),
  }
}
