import {
  Approval,
  type ApprovalAnswer,
  ApprovalList,
  type ApprovalOffer,
  type ApprovalReveal,
  type FreshStart,
  KeyDeviceList,
  KeyDeviceView,
  KeyIdentity,
  type KeyLogDraft,
  KeyLogPage,
  type RecoveryBackup,
  RecoveryState,
} from '@chaos/protocol'
import type { AuthorizedCall } from '../api/api.ts'
import type { Confirmation } from '../session/confirmation.ts'

export type KeyApi = ReturnType<typeof createKeyApi>

type Deps = { call: AuthorizedCall; confirmation: Pick<Confirmation, 'withConfirmation'> }

/** The viewer's own keys as REST resources. */
export function createKeyApi({ call, confirmation: { withConfirmation } }: Deps) {
  const keys = '/api/users/me/keys'
  const approvals = `${keys}/approvals`
  return {
    log: (from: number) => call({ method: 'GET', path: `${keys}/log?from=${from}`, reply: KeyLogPage }),
    append: (body: KeyLogDraft) => call({ method: 'POST', path: `${keys}/log`, body, reply: KeyIdentity }),
    startAfresh: (body: FreshStart) =>
      withConfirmation(() => call({ method: 'POST', path: `${keys}/start-afresh`, body, reply: KeyIdentity })),

    devices: () => call({ method: 'GET', path: `${keys}/devices`, reply: KeyDeviceList }),
    rename: (deviceId: string, name: string) =>
      call({ method: 'PATCH', path: `${keys}/devices/${deviceId}`, body: { name }, reply: KeyDeviceView }),

    recovery: () => call({ method: 'GET', path: `${keys}/recovery`, reply: RecoveryState }),
    putBackup: (body: RecoveryBackup) =>
      withConfirmation(() => call({ method: 'PUT', path: `${keys}/recovery`, body, reply: null })),

    approvals: () => call({ method: 'GET', path: approvals, reply: ApprovalList }),
    approval: (id: string) => call({ method: 'GET', path: `${approvals}/${id}`, reply: Approval }),
    offer: (body: ApprovalOffer) => call({ method: 'POST', path: approvals, body, reply: Approval }),
    answer: (id: string, body: ApprovalAnswer) =>
      call({ method: 'PUT', path: `${approvals}/${id}/answer`, body, reply: Approval }),
    reveal: (id: string, body: ApprovalReveal) =>
      call({ method: 'PUT', path: `${approvals}/${id}/reveal`, body, reply: Approval }),
    decline: (id: string) => call({ method: 'POST', path: `${approvals}/${id}/decline`, body: {}, reply: Approval }),
  }
}
