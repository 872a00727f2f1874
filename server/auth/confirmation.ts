import type { UserId } from '@chaos/protocol'
import type { SessionStore } from '../database/stores/session-store.ts'
import { DomainError } from '../utils/domain-error.ts'
import type { AuditLog } from './audit-log.ts'
import type { ClientInfo } from './client-info.ts'
import type { Viewer } from './viewer.ts'

class ConfirmationRequiredError extends DomainError {
  override readonly code = 'confirmation_required'
}

class WrongPasswordError extends DomainError {
  override readonly code = 'wrong_password'
}

/** For how long a proof is enough for dangerous changes. */
const recentMs = 10 * 60_000

type Deps = {
  sessions: Pick<SessionStore, 'confirmedAt' | 'confirm'>
  isPasswordOf: (userId: UserId, password: string) => Promise<boolean>
  audit: AuditLog
}
type Proof = { method: 'password' | 'passkey' | 'totp' | 'recovery_code' | 'oidc'; client: ClientInfo }

export type ConfirmationService = ReturnType<typeof createConfirmation>

/** Asks people again who they are before dangerous changes: a session alone may be in other hands by now. */
export function createConfirmation({ sessions, isPasswordOf, audit }: Deps) {
  const record = (action: 'confirmation.succeeded' | 'confirmation.failed', viewer: Viewer, proof: Proof) =>
    audit.record({
      ...{ action, actorId: viewer.userId, subjectId: viewer.userId, sessionId: viewer.sessionId },
      ...{ ip: proof.client.ip, details: { method: proof.method } },
    })

  async function succeeded(viewer: Viewer, proof: Proof): Promise<void> {
    await sessions.confirm(viewer.sessionId, new Date())
    await record('confirmation.succeeded', viewer, proof)
  }

  return {
    /** Throws {@link ConfirmationRequiredError} unless the viewer opened or confirmed the session a short while ago. */
    async requireRecent(viewer: Viewer): Promise<void> {
      const confirmedAt = await sessions.confirmedAt(viewer.sessionId)
      if (!confirmedAt || Date.now() - confirmedAt.getTime() > recentMs)
        throw new ConfirmationRequiredError('prove once more who you are')
    },

    /** Call it once a proof has held. */
    succeeded,
    /** Call it when one did not. */
    failed: (viewer: Viewer, proof: Proof): Promise<void> => record('confirmation.failed', viewer, proof),

    /** Throws {@link WrongPasswordError}. */
    async byPassword(viewer: Viewer, password: string, client: ClientInfo): Promise<void> {
      const proof = { method: 'password', client } as const
      if (await isPasswordOf(viewer.userId, password)) return succeeded(viewer, proof)
      await record('confirmation.failed', viewer, proof)
      throw new WrongPasswordError('this is not the password of the account')
    },
  }
}
