import type { PendingAccountPage, UserId } from '@chaos/protocol'
import type { PendingAccountStore } from '../../database/stores/pending-account-store.ts'
import { NotFoundError } from '../../utils/domain-error.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { Viewer } from '../viewer.ts'

type Deps = { pending: PendingAccountStore; audit: AuditLog }
type Decision = { userId: UserId; client: ClientInfo }
export type Registrations = ReturnType<typeof createRegistrations>

const mostAtOnce = 100

const gone = () => new NotFoundError('no such account waits for approval')

/** Accounts that wait for an administrator. Who may decide is checked at the routes. */
export function createRegistrations({ pending, audit }: Deps) {
  return {
    page: ({ cursor, limit = mostAtOnce }: { cursor?: UserId; limit?: number }): Promise<PendingAccountPage> =>
      pending.page(cursor ?? null, limit),

    /** Throws `NotFoundError` when nobody of that id waits, or no longer. */
    async approve(viewer: Viewer, { userId, client }: Decision): Promise<void> {
      if (!(await pending.approve(userId))) throw gone()
      const entry = { actorId: viewer.userId, subjectId: userId, ip: client.ip }
      await audit.record({ action: 'registration.approved', ...entry })
    },

    /** The account is removed, its name is free again. Throws `NotFoundError` like `approve`. */
    async refuse(viewer: Viewer, { userId, client }: Decision): Promise<void> {
      if (!(await pending.refuse(userId))) throw gone()
      await audit.record({ action: 'registration.refused', actorId: viewer.userId, ip: client.ip, details: { userId } })
    },
  }
}
