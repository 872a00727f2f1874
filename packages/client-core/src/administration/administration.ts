import {
  AuditVerdict,
  ManagedUserPage,
  type ManagedUserQuery,
  ManagedUserView,
  ServerAuditPage,
  type ServerAuditQuery,
  type ServerRole,
  ServerSettings,
  type ServerSettingsChange,
  type UserId,
} from '@chaos/protocol'
import { Type } from 'typebox'
import type { AuthorizedCall } from '../api/api.ts'
import type { Outcome } from '../api/failure.ts'
import { queryOf } from '../api/query.ts'
import type { Confirmation } from '../session/confirmation.ts'

export type Administration = ReturnType<typeof createAdministration>

type Deps = { call: AuthorizedCall; withConfirmation: Confirmation['withConfirmation'] }

const base = '/api/users/administration'
const ResetLink = Type.Object({ url: Type.String(), expiresAt: Type.String() })

const ofUser = (id: UserId) => `/users/${id}`

/** What owners and administrators of a server see and change. Changes ask for a proof when the last one is old. */
export function createAdministration({ call, withConfirmation }: Deps) {
  const change = (path: string, body: object = {}): Promise<Outcome<unknown>> =>
    withConfirmation(() => call({ method: 'POST', path: base + path, body, reply: null }))

  return {
    settings: () => call({ method: 'GET', path: `${base}/settings`, reply: ServerSettings }),
    changeSettings: (body: ServerSettingsChange) =>
      withConfirmation(() => call({ method: 'PATCH', path: `${base}/settings`, body, reply: ServerSettings })),

    users: (query: ManagedUserQuery) =>
      call({ method: 'GET', path: `${base}/users${queryOf(query)}`, reply: ManagedUserPage }),
    user: (id: UserId) => call({ method: 'GET', path: base + ofUser(id), reply: ManagedUserView }),
    disable: (id: UserId, reason: string) => change(`${ofUser(id)}/disable`, { reason }),
    enable: (id: UserId) => change(`${ofUser(id)}/enable`),
    approve: (id: UserId) => change(`/registrations/${id}/approve`),
    refuse: (id: UserId) => change(`/registrations/${id}/refuse`),
    signOut: (id: UserId) => change(`${ofUser(id)}/sign-out`),
    handOver: (userId: UserId) => change('/owner', { userId }),
    changeRole: (id: UserId, role: ServerRole): Promise<Outcome<unknown>> =>
      withConfirmation(() => call({ method: 'PATCH', path: `${base}${ofUser(id)}/role`, body: { role }, reply: null })),
    /** A link for the account's person to choose a new password with; shown once. */
    issueResetLink: (id: UserId) =>
      withConfirmation(() =>
        call({ method: 'POST', path: `${base}${ofUser(id)}/reset-link`, body: {}, reply: ResetLink }),
      ),

    audit: (query: ServerAuditQuery) =>
      call({ method: 'GET', path: `${base}/audit${queryOf(query)}`, reply: ServerAuditPage }),
    /** Whether somebody has tampered with the log. */
    verifyAudit: () =>
      withConfirmation(() => call({ method: 'POST', path: `${base}/audit/verify`, body: {}, reply: AuditVerdict })),
  }
}
