import type { AvatarId, CommunityId, Deletion, User, UserId } from '@chaos/protocol'
import type { ErasureStore } from '../../database/stores/erasure-store.ts'
import { DomainError } from '../../utils/domain-error.ts'
import { type AccountEvents, accountTopic } from '../account-events.ts'
import type { AuditLog } from '../audit-log.ts'
import type { ClientInfo } from '../client-info.ts'
import type { ConfirmationService } from '../confirmation.ts'
import { accountGone } from '../profile/profile-service.ts'
import type { Sessions } from '../sessions.ts'
import type { Viewer } from '../viewer.ts'
import { erasesAt, graceMs } from './grace.ts'

class UserNameMismatchError extends DomainError {
  override readonly code = 'user_name_mismatch'
}

class LastOwnerError extends DomainError {
  override readonly code = 'last_owner'
}

type Deps = {
  accounts: ErasureStore
  confirmation: Pick<ConfirmationService, 'requireRecent'>
  sessions: Pick<Sessions, 'revokeAllOf'>
  audit: AuditLog
  events: AccountEvents
  /** What is beside the rows: a picture, archives. Called after the rows are gone. */
  removeFiles(avatar: AvatarId | null): Promise<void>
  /** Tells who was with them. */
  announceLeft(userId: UserId, communityIds: readonly CommunityId[]): void
}
export type DeletionService = ReturnType<typeof createDeletionService>

const toWire = (requestedAt: Date | null): Deletion => ({
  erasesAt: requestedAt ? erasesAt(requestedAt).toISOString() : null,
})

export function createDeletionService(deps: Deps) {
  const { accounts, confirmation, sessions, audit, events } = deps

  /** False when the account was to stay anyway. */
  async function erase(userId: UserId, requestedBy: Date, now: Date): Promise<boolean> {
    const erased = await accounts.erase(userId, requestedBy, now)
    for (const { userId: erasedId, avatar, communityIds } of erased) {
      deps.announceLeft(erasedId, communityIds)
      await deps.removeFiles(avatar)
      await audit.record({ action: 'account.erased', subjectId: erasedId })
    }
    return erased.length > 0
  }

  return {
    /**
     * Marks the viewer's account to go after the grace, and ends its sessions. Throws {@link UserNameMismatchError},
     * {@link LastOwnerError} or the refusal of `confirmation`.
     */
    async request(viewer: Viewer, userName: string, client: ClientInfo): Promise<Deletion> {
      const { userId, sessionId } = viewer
      await confirmation.requireRecent(viewer)
      const outcome = await accounts.request(userId, userName.trim(), new Date())
      if (outcome.kind === 'gone') throw accountGone()
      if (outcome.kind === 'other_name') throw new UserNameMismatchError('this is not the name of the account')
      if (outcome.kind === 'last_owner') throw new LastOwnerError('others need somebody else to be an owner first')
      const own = { actorId: userId, subjectId: userId, sessionId, ip: client.ip }
      await audit.record({ action: 'account.deletion_requested', ...own })
      events.publish(accountTopic, { type: 'account.deletion_requested', userId, client })
      await sessions.revokeAllOf(userId, { because: 'account_deleted', client })
      return toWire(outcome.at)
    },

    own: async ({ userId }: Viewer): Promise<Deletion> => toWire(await accounts.requestedAt(userId)),

    /** Takes the request back. Nothing happens when there was none. */
    async keep({ userId, sessionId }: Viewer, { ip }: ClientInfo): Promise<Deletion> {
      if (await accounts.keep(userId))
        await audit.record({ action: 'account.kept', actorId: userId, subjectId: userId, sessionId, ip })
      return toWire(null)
    },

    /** Erases every account whose grace is over at `now`. */
    async eraseDue(now: Date): Promise<void> {
      const requestedBy = new Date(now.getTime() - graceMs)
      for (const userId of await accounts.due(requestedBy)) {
        // Whoever signed in during the grace and did not keep the account.
        await sessions.revokeAllOf(userId, { because: 'account_deleted' })
        await erase(userId, requestedBy, now)
      }
    },

    /** Erases an account for which another answers, at once. False when it is gone. */
    async eraseNow({ id, userName }: Pick<User, 'id' | 'userName'>): Promise<boolean> {
      const now = new Date()
      const outcome = await accounts.request(id, userName, now)
      return outcome.kind === 'requested' && erase(id, now, now)
    },
  }
}
