import { SecurityEventPage, type SessionId, SessionView } from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'

export type { Device, Place, SecurityEvent, SessionView } from '@chaos/protocol'
export type OwnSessions = ReturnType<typeof createOwnSessions>

const SessionViews = Type.Array(SessionView)
const path = '/api/auth/sessions'

/** Where the viewer is signed in, and what happened to the account. */
export function createOwnSessions({ call }: { call: AuthorizedCall }) {
  return {
    list: () => call({ method: 'GET', path, reply: SessionViews }),
    end: (id: SessionId) => call({ method: 'DELETE', path: `${path}/${id}`, reply: null }),
    endOthers: () => call({ method: 'DELETE', path, reply: null }),
    /** Newest first; null begins. */
    securityLog: (cursor: string | null) =>
      call({
        method: 'GET',
        path: `/api/users/me/security-log?limit=25${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
        reply: SecurityEventPage,
      }),
  }
}
